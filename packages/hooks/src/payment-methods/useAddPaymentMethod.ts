'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useOwner } from '../customerOwner.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { useIntentKey } from '../useIntentKey.js';
import type { PaymentMethodAddition } from './finishSetup.js';
import {
  canSubmit,
  initialPaymentMethodAddition,
  isUnderWay,
  paymentMethodAddition,
  type PaymentMethodAdditionState,
} from './paymentMethodAddition.js';
import type { PaymentFieldsHandle } from './PaymentFieldsHandle.js';
import { runAddition, type AdditionRun } from './runAddition.js';

/** What becomes of the payment method: whether it is the default, and which subscriptions are charged to it then. */
export type AddPaymentMethodInput = Omit<PaymentMethodAddition, 'setupIntent'>;

/**
 * Puts a payment method on file. `submit` takes the handle of the provider's fields and goes all the way: they look at
 * what is entered, a setup intent is made and confirmed with them, and what it has come to is put on file. `status` tells
 * how far it is; a second press while it is under way does nothing. Where the bank asks for a confirmation it is drawn
 * into the element with `containerRef`: have it in the page together with the fields, and never in a dialog.
 */
export function useAddPaymentMethod({ makeDefault = false, subscriptions }: AddPaymentMethodInput = {}) {
  const { client, queryClient } = useBillfold();
  const owner = useOwner(client);
  const underIntentKey = useIntentKey();
  const underAdditionKey = useIntentKey();
  const containerRef = useRef<HTMLDivElement>(null);
  const running = useRef<AdditionRun | null>(null);
  const fieldsRef = useRef<PaymentFieldsHandle | null>(null);
  const sent = useRef<AddPaymentMethodInput>({});
  // Beside what is rendered, because a press can come before it is.
  const latest = useRef({ owner, state: initialPaymentMethodAddition });
  const [shown, setShown] = useState(latest.current);
  const show = (state: PaymentMethodAdditionState) => setShown((latest.current = { owner, state }));

  const { mutate } = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (run: AdditionRun) => runAddition(run),
      onSettled: (_, __, run) => {
        if (running.current === run) running.current = null;
      },
      // What it was done with is nobody's to read afterwards.
      gcTime: 0,
    },
    queryClient,
  );

  useEffect(() => {
    const { current: run } = running;
    if (!run || run.owner === owner) return;
    running.current = null;
    run.abort.abort();
  }, [owner]);

  useEffect(() => () => running.current?.abort.abort(), []);

  const submit = (fields: PaymentFieldsHandle) => {
    const before = latest.current.owner === owner ? latest.current.state : initialPaymentMethodAddition;
    if (running.current || !canSubmit(before)) return;
    // Of what nobody has heard, the same is sent again, whatever is wanted by now.
    const isAgain = before.status === 'unknown' || before.status === 'pending';
    if (!isAgain) sent.current = { makeDefault, subscriptions };
    const run: AdditionRun = {
      client,
      queryClient,
      owner,
      fields,
      choice: sent.current,
      container: () => containerRef.current,
      underIntentKey,
      underAdditionKey,
      abort: new AbortController(),
      state: paymentMethodAddition(before, { type: 'submitted' }),
      onChange: (state) => {
        if (running.current === run) show(state);
      },
    };
    running.current = run;
    fieldsRef.current = fields;
    show(run.state);
    mutate(run);
  };

  const state = shown.owner === owner ? shown.state : initialPaymentMethodAddition;
  return {
    ...pickShown(state),
    /** When it can be tried again, where it was tried too often. */
    retryAt: state.problem?.retryAt ?? null,
    /** Whether something is being done with what is entered: nothing else can be entered until that is over. */
    isUnderWay: isUnderWay(state),
    submit,
    /** Goes on where it stopped, with the same fields: what was accepted is only sent again. */
    retry: () => {
      if (fieldsRef.current) submit(fieldsRef.current);
    },
    /** Begins anew, for another payment method. Does nothing while this one is being put on file. */
    reset: () => {
      const { current: run } = running;
      if (run?.state.status === 'finishing') return;
      running.current = null;
      run?.abort.abort();
      show(initialPaymentMethodAddition);
    },
    containerRef,
  };
}

/** The setup intent is nobody's business but the fields'. */
function pickShown({ status, problem, paymentMethod, moved }: PaymentMethodAdditionState) {
  return { status, problem, paymentMethod, moved };
}
