'use client';
import { useEffect, useRef } from 'react';

/** Takes the focus from a row that is removed to the button that adds one. */
export function useFocusAfterRemoval(count: number) {
  const addRef = useRef<HTMLButtonElement>(null);
  const isWanted = useRef(false);

  // Once the row is gone: at the limit the button can not take the focus before.
  useEffect(() => {
    if (isWanted.current) addRef.current?.focus();
    isWanted.current = false;
  }, [count]);

  return { addRef, focusAfterRemoval: () => void (isWanted.current = true) };
}
