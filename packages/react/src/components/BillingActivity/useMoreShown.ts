'use client';
import { useEffect, useRef, useState } from 'react';

/** How many rows were added to those that were there; null as long as none were. The first ones are what was waited for. */
export function useMoreShown(shown: number): number | null {
  const before = useRef(shown);
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = shown;
    if (was !== shown) setAdded(was > 0 && shown > was ? shown - was : null);
  }, [shown]);
  return added;
}
