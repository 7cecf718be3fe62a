'use client';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { PaymentFieldsProps, PaymentFieldsState } from './PaymentFields.js';

/** After this long it is said that it takes long, and trying again is offered. */
export const SLOW_AFTER = 8000;

/**
 * Tells how far fields are, each state once: `loading` from the first paint on, `slow` by itself where nothing else was
 * told for some seconds. What comes late still counts.
 */
export function useFieldsState(props: RefObject<PaymentFieldsProps>): (state: PaymentFieldsState) => void {
  const told = useRef<PaymentFieldsState>(null);

  const tell = useCallback(
    (state: PaymentFieldsState) => {
      const before = told.current;
      if (before?.status === state.status && !('handle' in state)) return;
      if (before && 'handle' in before && 'handle' in state && before.handle === state.handle) return;
      told.current = state;
      props.current.onState(state);
    },
    [props],
  );

  useEffect(() => {
    told.current = null;
    tell({ status: 'loading' });
    const timer = setTimeout(() => {
      if (told.current?.status === 'loading') tell({ status: 'slow' });
    }, SLOW_AFTER);
    return () => clearTimeout(timer);
  }, [tell]);
  return tell;
}
