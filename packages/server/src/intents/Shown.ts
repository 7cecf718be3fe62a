import type { Invoice, PendingPayment, Plan, Subscription } from '@billfold/contract';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { Call, Journal } from './Journal.js';

/**
 * What customers see of an intent as long as nobody knows what has become of it. It holds what any list of their subscriptions and
 * invoices says too, and nobody's name.
 */
export type Shown =
  { subscription: string; pendingPayment: PendingPayment } | { invoice: string; attemptedAt: string };

/** A payment that is under way, for a call that may charge; null for all others. */
export function shownOf(call: Call, journal: Journal, begunAt: Date, expiresAt: Date): Shown | null {
  if (call.of !== 'billing') return null;
  switch (call.method) {
    case 'changeSubscription': {
      const [change] = call.args as Parameters<CustomerBilling['changeSubscription']>;
      const chosen = priceOf(journal, change.price);
      if (!chosen) return null;
      const { dueNow: amount } = change.expected;
      return underWay(change.subscription, { ...chosen, quantity: change.quantity, amount }, expiresAt);
    }
    case 'resumeSubscription': {
      const [{ subscription: id }] = call.args as Parameters<CustomerBilling['resumeSubscription']>;
      const subscription = answerTo(journal, 'getSubscription') as Subscription | null;
      return subscription && underWay(id, subscription, expiresAt);
    }
    case 'payInvoice': {
      const [{ invoice }] = call.args as Parameters<CustomerBilling['payInvoice']>;
      return { invoice, attemptedAt: begunAt.toISOString() };
    }
    default:
      return null;
  }
}

/** A subscription as it is shown while an intent is open. */
export function withShown(subscription: Subscription, shown: Shown | null): Subscription {
  if (!shown || !('subscription' in shown) || shown.subscription !== subscription.id) return subscription;
  return { ...subscription, pendingPayment: shown.pendingPayment };
}

/** An invoice as it is shown while an intent is open: one that may be paid by now has not failed. */
export function invoiceWithShown<Shape extends Invoice>(invoice: Shape, shown: Shown | null): Shape {
  if (!shown || !('invoice' in shown) || shown.invoice !== invoice.id || invoice.status !== 'open')
    return invoice;
  const method = invoice.payment?.method ?? null;
  const { attemptedAt } = shown;
  return {
    ...invoice,
    payment: { status: 'processing', method, failure: null, attemptedAt, nextAttemptAt: null },
  };
}

/** What the provider has answered last to a question of an operation; null: it was not asked, or has refused. */
export function answerTo(journal: Journal, method: keyof CustomerBilling): unknown {
  const found = journal.findLast(({ call }) => call.of === 'billing' && call.method === method);
  return found && 'value' in found.answer ? found.answer.value : null;
}

function underWay(
  subscription: string,
  { product, price, quantity, amount }: Pick<PendingPayment, 'product' | 'price' | 'quantity' | 'amount'>,
  expiresAt: Date,
): Shown {
  return {
    subscription,
    pendingPayment: {
      status: 'processing',
      clientSecret: null,
      amount,
      product,
      price,
      quantity,
      expiresAt: expiresAt.toISOString(),
    },
  };
}

/** The price that was chosen, from the plans that the operation has looked at. */
function priceOf(journal: Journal, id: string): Pick<PendingPayment, 'product' | 'price'> | null {
  for (const { id: product, name, prices } of (answerTo(journal, 'listPlans') as Plan[] | null) ?? []) {
    const found = prices.find((price) => price.id === id);
    if (!found) continue;
    const { current: _, unavailable: _reason, quantity: _limits, saving: _saving, ...price } = found;
    return { product: { id: product, name }, price };
  }
  return null;
}
