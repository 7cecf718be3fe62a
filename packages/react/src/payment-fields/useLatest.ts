'use client';
import { useInsertionEffect, useRef, type RefObject } from 'react';

/** What was rendered last, for callbacks that outlive a render. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}
