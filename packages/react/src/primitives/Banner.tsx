'use client';
import { clsx } from 'clsx/lite';
import {
  forwardRef,
  useId,
  useImperativeHandle,
  useRef,
  type ComponentPropsWithoutRef,
  type ReactNode,
} from 'react';
import { colorSchemeOf, useDisplay } from '../display.js';
import type { Tone } from './Chip.js';
import { useDrawn } from './useDrawn.js';

/** The frame of a component that says one thing above a page: what is so, what follows, and a control or two. */
export const Banner = forwardRef<HTMLElement, BannerProps>(function Banner(
  { state, tone, title, actions, below, announcement, className, children, ...rest },
  ref,
) {
  const display = useDisplay();
  const titleId = useId();
  const banner = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => banner.current!, []);
  useDrawn(banner);

  return (
    <section
      aria-labelledby={titleId}
      {...rest}
      ref={banner}
      className={clsx('bf-root bf-Banner', className)}
      data-state={state}
      data-tone={tone}
      data-color-scheme={colorSchemeOf(display)}
    >
      <div className="bf-Banner-line">
        <div className="bf-Banner-text">
          <p id={titleId} className="bf-Banner-title">
            {title}
          </p>
          {children}
        </div>
        {actions ? <div className="bf-Banner-actions">{actions}</div> : null}
      </div>
      {below}
      {/* There from the first paint on: what appears together with its words is read out by nobody. */}
      <output className="bf-VisuallyHidden">{announcement}</output>
    </section>
  );
});

export interface BannerProps extends Omit<ComponentPropsWithoutRef<'section'>, 'title'> {
  state: string;
  tone: Tone;
  title: ReactNode;
  actions?: ReactNode;
  /** What takes the whole width: a problem, a slot of the host, the bank's step. */
  below?: ReactNode;
  /** Read out, politely, whenever it changes. */
  announcement?: ReactNode;
}
