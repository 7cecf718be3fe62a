import { useEffect, useRef, type RefObject } from 'react';

/**
 * Whether something stands in an element that would be lost with it: what somebody has typed or chosen there and not put
 * away, or fields of another origin, into which nobody can look.
 */
export function useWork(element: RefObject<HTMLElement | null>): () => boolean {
  const touched = useRef(new Set<Element>());
  useEffect(() => {
    const touch = ({ target }: Event) => {
      if (element.current?.contains(target as Element)) touched.current.add(target as Element);
    };
    // Above it, because the element may come long after the page, and go again.
    document.addEventListener('input', touch, true);
    return () => document.removeEventListener('input', touch, true);
  }, [element]);

  return () =>
    [...touched.current].some(({ isConnected }) => isConnected) ||
    (element.current?.querySelector('iframe') ?? null) !== null;
}
