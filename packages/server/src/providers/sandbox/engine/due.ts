import { nextRenewalAt, type InvoiceAction, type InvoiceState, type SubscriptionState } from './account.js';
import type { Millis } from './periods.js';

/** Things that happen to a customer at an instant by themselves, told apart by what they happen to. */
export type Due =
  | { at: Millis; action: InvoiceAction; invoice: InvoiceState }
  | { at: Millis; action: SubscriptionAction; subscription: SubscriptionState };

/**
 * - `settle_change`: the payment that a change waits for goes through.
 * - `forget_change`: nobody has confirmed it.
 * - `pause`, `renew`: the paid period, the trial or the pause is over.
 */
type SubscriptionAction = 'settle_change' | 'forget_change' | 'end' | 'pause' | 'renew';

/** What comes first of what falls due at one instant: money that arrives can still save what would end. */
const ORDER: readonly Due['action'][] = [
  'settle',
  'come_back',
  'retry',
  'fall_overdue',
  'settle_change',
  'forget_change',
  'end',
  'pause',
  'renew',
];

/** What falls due first; null when nothing ever will. */
export function nextDue(
  subscriptions: readonly SubscriptionState[],
  invoices: readonly InvoiceState[],
): Due | null {
  const dues: Due[] = [];
  for (const invoice of invoices) {
    if (invoice.next) dues.push({ ...invoice.next, invoice });
  }
  for (const subscription of subscriptions) {
    const { endedAt, cancelAt, pendingPayment, pause, status } = subscription;
    if (endedAt !== null) continue;
    if (cancelAt !== null) dues.push({ at: cancelAt, action: 'end', subscription });
    if (pendingPayment) {
      const { settlesAt, expiresAt } = pendingPayment;
      dues.push(
        settlesAt === null
          ? { at: expiresAt, action: 'forget_change', subscription }
          : { at: settlesAt, action: 'settle_change', subscription },
      );
    }
    if (pause && status !== 'paused') dues.push({ at: pause.startsAt, action: 'pause', subscription });
    else dues.push({ at: nextRenewalAt(subscription), action: 'renew', subscription });
  }
  return dues.reduce<Due | null>(
    (first, due) => (first === null || comesBefore(due, first) ? due : first),
    null,
  );
}

function comesBefore(one: Due, other: Due): boolean {
  return (
    one.at < other.at || (one.at === other.at && ORDER.indexOf(one.action) < ORDER.indexOf(other.action))
  );
}
