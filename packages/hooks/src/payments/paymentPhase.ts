import { isBillfoldError, type BillfoldError } from '../BillfoldError.js';
import type { ActionOutcome, ActionState } from './useActionRunner.js';

/**
 * How far something is that may charge, from the press of a button to the money. `settling`: the billing company does
 * not know yet, which is neither success nor failure.
 */
export type PaymentPhase = 'idle' | 'sending' | 'authenticating' | 'settling' | 'succeeded' | 'failed';

/** A mutation and what its payment still needed, seen as one thing. */
export function paymentPhase(
  mutation: {
    status: 'idle' | 'pending' | 'success' | 'error';
    error: Error | null;
    data?: { status: string };
  },
  action: { state: ActionState; outcome: ActionOutcome | null },
): { phase: PaymentPhase; problem: BillfoldError | null } {
  // The bank is asked as soon as the answer says so, which is before all that follows from the answer is done.
  const isUnderWay = action.state === 'running' || action.state === 'settling';
  if (isUnderWay) return { phase: PHASES[action.state], problem: null };
  if (mutation.status === 'pending') return { phase: 'sending', problem: null };
  if (mutation.status === 'error') {
    return { phase: 'failed', problem: isBillfoldError(mutation.error) ? mutation.error : null };
  }
  if (mutation.data?.status === 'succeeded') return { phase: 'succeeded', problem: null };
  return { phase: PHASES[action.state], problem: action.outcome?.problem ?? null };
}

const PHASES = {
  idle: 'idle',
  running: 'authenticating',
  settling: 'settling',
  confirmed: 'succeeded',
  failed: 'failed',
} as const satisfies Record<ActionState, PaymentPhase>;
