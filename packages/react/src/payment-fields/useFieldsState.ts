'use client';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { PaymentFieldsProps, PaymentFieldsState } from './PaymentFields.js';

/** After this long it is said that it takes long, and trying again is offered. */
export const SLOW_AFTER = 8000;

/** After this long nothing is going to come: a script or a frame that a browser refuses is not always told. */
export const GONE_AFTER = 30_000;

/**
 * Tells how far fields are, each state once. By itself it tells `slow`, and in the end `failed`, where nothing else was
 * told; what comes late still counts.
 */
export function useFieldsState(props: RefObject<PaymentFieldsProps>): (state: PaymentFieldsState) => void {
  const told = useRef<PaymentFieldsState>(null);

  const tell = useCallback(
    (state: PaymentFieldsState) => {
      if (isSame(told.current, state)) return;
      told.current = state;
      props.current.onState(state);
    },
    [props],
  );

  useEffect(() => {
    const tellAt = (time: number, state: PaymentFieldsState) =>
      setTimeout(() => {
        if (told.current === null || told.current.status === 'slow') tell(state);
      }, time);
    const slow = tellAt(SLOW_AFTER, { status: 'slow' });
    const gone = tellAt(GONE_AFTER, { status: 'failed', reason: 'blocked' });
    return () => {
      clearTimeout(slow);
      clearTimeout(gone);
    };
  }, [tell]);
  return tell;
}

function isSame(before: PaymentFieldsState | null, now: PaymentFieldsState): boolean {
  if (before?.status !== now.status) return false;
  return before.status !== 'ready' || now.status !== 'ready' || before.handle === now.handle;
}
