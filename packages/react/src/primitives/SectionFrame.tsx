'use client';
import { clsx } from 'clsx/lite';
import { forwardRef, type CSSProperties, type ReactNode } from 'react';
import type { Words } from '../words/Words.js';
import { Button } from './Button.js';
import { Notice } from './Notice.js';
import { Section, type SectionProps } from './Section.js';

/**
 * A section whose content has not been fetched: it looks like the same one that loads its data, or says that the
 * content could not be had.
 */
export const SectionFrame = forwardRef<HTMLElement, SectionFrameProps>(function SectionFrame(
  { name, say, section, hasFailed, bones, contentStyle, className, onRetry, ...rest },
  ref,
) {
  return (
    <Section
      {...rest}
      ref={ref}
      state={hasFailed ? 'error' : 'loading'}
      title={say.title}
      className={clsx(`bf-${name}`, className)}
      announcement={hasFailed ? '' : say.loading}
    >
      <div className={`bf-${name}-content`} style={contentStyle}>
        {hasFailed ? (
          <Notice
            className="bf-SectionProblem"
            role="alert"
            tone="danger"
            title={say.failed}
            action={<Button onClick={onRetry}>{section.retry}</Button>}
          >
            <p>{section.reload}</p>
          </Notice>
        ) : (
          bones
        )}
      </div>
    </Section>
  );
});

interface SectionFrameProps extends Omit<SectionProps, 'state' | 'title' | 'announcement' | 'children'> {
  /** The component that this is the frame of. */
  name: string;
  say: { title: string; loading: string; failed: string };
  section: Pick<Words['section'], 'retry' | 'reload'>;
  hasFailed: boolean;
  /** The room of what is going to be there. */
  bones: ReactNode;
  contentStyle?: CSSProperties;
  /** Called to fetch it again. */
  onRetry: () => void;
}
