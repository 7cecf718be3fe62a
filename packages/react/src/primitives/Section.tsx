'use client';
import { clsx } from 'clsx/lite';
import {
  forwardRef,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type ComponentPropsWithoutRef,
  type ReactNode,
  type Ref,
} from 'react';
import { colorSchemeOf, useDisplay, type Display } from '../display.js';
import { formatDateTime } from '../format/date.js';
import { lastKnown } from '../words/english/lastKnown.js';
import { useWords } from '../words/useWords.js';
import type { SectionState } from './sectionState.js';
import { useDrawn } from './useDrawn.js';

/** The frame of a component that shows data: a landmark with a title, a place for one control, and a voice. */
export const Section = forwardRef<HTMLElement, SectionProps>(function Section(
  { state, title, titleRef, headingLevel = 2, aside, announcement, className, children, ...rest },
  ref,
) {
  const display = useDisplay();
  const titleId = useId();
  const Heading = `h${headingLevel}` as const;
  // What is not there is of no time.
  const isShown = state !== 'loading' && state !== 'error' && state !== 'expired' && state !== 'forbidden';
  const asOf = isShown && display.asOf && <AsOf instant={display.asOf} display={display} />;
  const isOld = Boolean(asOf);
  const line = useRef<HTMLParagraphElement>(null);
  const section = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => section.current!, []);
  useDrawn(section);
  const [isVoice, setVoice] = useState(false);

  // All sections of a page say it, and one says it aloud.
  useEffect(() => {
    setVoice(isOld && document.querySelector('.bf-Section-asOf') === line.current);
  }, [isOld]);

  return (
    <section
      aria-labelledby={titleId}
      {...rest}
      ref={section}
      className={clsx('bf-root bf-Section', className)}
      data-state={state}
      data-color-scheme={colorSchemeOf(display)}
      aria-busy={state === 'loading' || undefined}
    >
      <div className="bf-Section-head">
        <Heading
          id={titleId}
          ref={titleRef}
          tabIndex={titleRef ? -1 : undefined}
          className="bf-Section-title"
        >
          {title}
        </Heading>
        {aside}
      </div>
      <div className="bf-Section-body">{children}</div>
      {asOf && (
        <p ref={line} className="bf-Section-asOf">
          {asOf}
        </p>
      )}
      {/* There from the first paint on: what appears together with its words is read out by nobody. */}
      <output className="bf-VisuallyHidden">
        {announcement}
        {isVoice && asOf}
      </output>
    </section>
  );
});

const WORDS = { lastKnown };

function AsOf({ instant, display: { locale, timeZone } }: { instant: string; display: Display }) {
  const words = useWords(WORDS);
  return words.lastKnown.asOf(formatDateTime(instant, locale, timeZone));
}

export type HeadingLevel = 2 | 3 | 4;

export interface SectionProps extends Omit<ComponentPropsWithoutRef<'section'>, 'title'> {
  state: SectionState;
  title: ReactNode;
  /** Given where the title must be able to take the focus, because what had it can be gone. */
  titleRef?: Ref<HTMLHeadingElement>;
  /** Where the title stands in the outline of the host's page. @default 2 */
  headingLevel?: HeadingLevel;
  /** A control at the end of the title's line. Its room is kept while there is none. */
  aside?: ReactNode;
  /** Read out, politely, whenever it changes. */
  announcement?: ReactNode;
}
