'use client';
import { useEffect, type RefObject } from 'react';

/**
 * Has a size container lay out again what it has lost. Chromium leaves what changes within one without a layout at times, until
 * something else changes there: whoever looks sees an empty frame (seen in 147; https://issues.chromium.org/issues/497855657).
 *
 * @param container whose first child is always there, and never without a height.
 */
export function useDrawn(container: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = container.current;
    const first = frame?.firstElementChild;
    if (!first || typeof ResizeObserver === 'undefined') return;
    let request = 0;
    const observer = new ResizeObserver(() => {
      if (isDrawn(first) || !isDrawn(frame)) return;
      const { display } = frame.style;
      frame.style.setProperty('display', 'none', 'important');
      frame.getBoundingClientRect();
      frame.style.display = display;
      // Sizes that change while sizes are being told are an error in the host's page, unless nobody is to be told of them.
      observer.disconnect();
      // Still without a layout, it is the host that hides it.
      if (isDrawn(first)) request = requestAnimationFrame(observe);
    });
    const observe = () => {
      observer.observe(first);
      // The first part has no size before and after where the frame is shown again without its content.
      observer.observe(frame);
    };
    observe();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(request);
    };
  }, [container]);
}

const isDrawn = (element: Element) => element.getClientRects().length > 0;
