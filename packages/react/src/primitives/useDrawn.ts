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
    const observer = new ResizeObserver(() => {
      if (isDrawn(first) || !isDrawn(frame)) return;
      const { display } = frame.style;
      frame.style.display = 'none';
      frame.getBoundingClientRect();
      frame.style.display = display;
    });
    observer.observe(first);
    return () => observer.disconnect();
  }, [container]);
}

const isDrawn = (element: Element) => element.getClientRects().length > 0;
