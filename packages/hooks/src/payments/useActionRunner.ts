'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { BillfoldError } from '../BillfoldError.js';
import { useBillfold } from '../useBillfold.js';
import { returnUrlFor } from './actionReturn.js';
import { authenticateOnce } from './authentication.js';
import { converge, look, type Convergence } from './converge.js';
import { watchReturn } from './returnedAction.js';
import type { ActionTarget } from './settlement.js';

/** What became of a payment. */
export interface ActionOutcome {
  /** `settling`: not known after half a minute of asking either. It is shown as it is then, and never called a failure. */
  status: Convergence['settlement'];
  target: ActionTarget;
  /** As it was seen last; null where it could not be seen, or the payment is not for one. */
  subscription: Convergence['subscription'];
  invoice: Convergence['invoice'];
  /** Why it failed; null unless it did. */
  problem: BillfoldError | null;
}

/** `running`: the customer is with their bank. */
export type ActionState = 'idle' | 'running' | 'settling' | 'confirmed' | 'failed';

interface Progress {
  state: ActionState;
  target: ActionTarget | null;
  outcome: ActionOutcome | null;
  /** Whether the customer has come back to the page from it. */
  isReturn: boolean;
}

const IDLE: Progress = { state: 'idle', target: null, outcome: null, isReturn: false };

/**
 * Runs what a payment still needs. `run` lets the customer confirm it with their bank, once per client secret, in the
 * element that carries `containerRef`; `follow` only waits for one that is under way. Both then look at the portal, for
 * half a minute at most, until it is clear what became of it. A customer who comes back to the page from their bank is
 * followed by itself; `target` tells what it is about.
 *
 * @param isMine whether this component is the one to show what became of a payment that the customer comes back from.
 *   Default: of any.
 */
export function useActionRunner(isMine: (target: ActionTarget) => boolean = () => true) {
  const { client, queryClient, authenticate } = useBillfold();
  const [progress, setProgress] = useState(IDLE);
  const [step, setStep] = useState<Step | null>(null);
  const containerRef = useRef<HTMLDivElement>(null);

  const follow = useCallback(
    async (target: ActionTarget): Promise<ActionOutcome> => {
      setProgress({ ...IDLE, state: 'settling', target });
      const seen = await converge(queryClient, client, target);
      const outcome = outcomeOf(target, seen ?? { ...NOT_SEEN, settlement: 'failed' });
      setProgress({ ...IDLE, state: outcome.status, target, outcome });
      return outcome;
    },
    [client, queryClient],
  );

  const run = useCallback((clientSecret: string, target: ActionTarget): Promise<ActionOutcome> => {
    setProgress({ ...IDLE, state: 'running', target });
    return new Promise((resolve) => setStep({ clientSecret, target, resolve }));
  }, []);

  // In an effect, because the element to draw in may be there only since it is known that there is something to draw.
  useEffect(() => {
    if (!step) return;
    const { clientSecret, target, resolve } = step;
    let isHere = true;
    const { result, leave } = authenticateOnce(authenticate, {
      clientSecret,
      returnUrl: returnUrlFor(target),
      container: containerRef.current,
      client,
    });
    // Back from the bank by the browser's own button, the page wakes up as it was left: waiting for a bank that is gone.
    const onPageShow = (event: PageTransitionEvent) => event.persisted && leave();
    addEventListener('pageshow', onPageShow);

    void result.then(async (told) => {
      if (!isHere) return;
      setStep(null);
      if (told === 'authenticated' || told === 'unknown') return resolve(await follow(target));
      const seen = await look(queryClient, client, target).catch(() => ({ ...NOT_SEEN, settlement: null }));
      // What the bank's step did not do here can have been done in another window.
      const settlement = seen.settlement === 'confirmed' ? 'confirmed' : 'failed';
      const outcome = outcomeOf(target, { ...seen, settlement });
      setProgress({ ...IDLE, state: settlement, target, outcome });
      resolve(outcome);
    });
    return () => {
      isHere = false;
      removeEventListener('pageshow', onPageShow);
      leave();
    };
  }, [step, authenticate, client, queryClient, follow]);

  useEffect(
    () =>
      watchReturn(queryClient, client, (target, seen) => {
        if (seen === undefined) return setProgress({ ...IDLE, state: 'settling', target, isReturn: true });
        if (!seen) return setProgress(IDLE);
        const outcome = outcomeOf(target, seen);
        setProgress({ state: outcome.status, target, outcome, isReturn: true });
      }),
    [client, queryClient],
  );

  const { isReturn, target } = progress;
  const shown = isReturn && target && !isMine(target) ? IDLE : progress;
  return { ...shown, run, follow, containerRef };
}

/** A confirmation that was asked for, and where its outcome goes. */
interface Step {
  clientSecret: string;
  target: ActionTarget;
  resolve: (outcome: ActionOutcome) => void;
}

const NOT_SEEN = { subscription: null, invoice: null };

function outcomeOf(target: ActionTarget, { settlement, subscription, invoice }: Convergence): ActionOutcome {
  const problem =
    settlement === 'failed'
      ? new BillfoldError('payment_failed', 'The payment was not confirmed.', {
          payment: { failure: 'authentication_required' },
        })
      : null;
  return { status: settlement, target, subscription, invoice, problem };
}
