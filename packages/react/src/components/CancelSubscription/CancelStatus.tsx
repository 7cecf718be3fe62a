'use client';
import type { Subscription } from '@billfold/contract';
import { forwardRef, type ReactNode } from 'react';
import { Day } from '../../format/Day.js';
import { Moment } from '../../format/Moment.js';
import type { CancelOutcome } from './cancelSubscription.js';
import type { CancelSubscriptionWords } from './cancelSubscriptionWords.js';

/** What was decided, or done last: takes the focus when that happens. */
export const CancelStatus = forwardRef<HTMLParagraphElement, CancelStatusProps>(function CancelStatus(
  { subscription, outcome, receivedAt, words: { cancelSubscription: say } },
  ref,
) {
  return (
    <p ref={ref} tabIndex={-1} className="bf-CancelSubscription-status">
      {statusOf(subscription, outcome, say)}
      {receivedAt ? <> {say.strictReceived(<Moment at={receivedAt} />)}</> : null}
    </p>
  );
});

/** Whether what was done last still says how things are. A pause made elsewhere is not told as a plan that goes on. */
export function isStillSo(
  { pause, status }: Subscription,
  outcome: CancelOutcome | null | undefined,
): boolean {
  const isPaused = pause !== null || status === 'paused';
  return outcome === 'paused' ? pause !== null : Boolean(outcome) && !isPaused;
}

/** What is so comes first; what was done is told where it left no trace in the subscription. */
function statusOf(
  { product, status, cancelAt, canceledAt, endedAt, pause }: Subscription,
  outcome: CancelOutcome | null | undefined,
  say: CancelSubscriptionWords['cancelSubscription'],
): ReactNode {
  if (status === 'canceled') {
    return say.canceledNow(product.name, <Day at={endedAt ?? canceledAt ?? cancelAt ?? ''} />);
  }
  if (cancelAt) return say.canceled(product.name, <Day at={cancelAt} />);
  if (outcome === 'accepted') return say.accepted(product.name);
  if (outcome === 'paused' && pause) {
    return say.paused(product.name, <Day at={pause.startsAt} />, <Day at={pause.resumesAt} />);
  }
  return say.kept(product.name);
}

interface CancelStatusProps {
  subscription: Subscription;
  outcome: CancelOutcome | null | undefined;
  receivedAt: string | null | undefined;
  words: CancelSubscriptionWords;
}
