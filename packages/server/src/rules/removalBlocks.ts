import type { FieldError, RemovalBlock, Subscription, SubscriptionName } from '@billfold/contract';

/** What decides on whether a payment method can go. */
export interface FactsOfFile {
  /** Ids of all that is on file. */
  paymentMethods: readonly string[];
  /** Those that have not ended. */
  subscriptions: readonly SubscriptionFacts[];
  openInvoices: readonly OpenInvoiceFacts[];
}

export interface SubscriptionFacts {
  subscription: Subscription;
  /** What it is charged to. */
  paymentMethod: string | null;
  /** What the payment of a change is being charged to right now; null: none is under way. */
  payingWith: string | null;
  /** Whether lines wait for its next invoice, which comes even if it does not renew. */
  linesWait: boolean;
}

export interface OpenInvoiceFacts {
  id: string;
  subscription: SubscriptionName | null;
  /** What it is being charged to right now; null: nobody is charged, so that it is owed. */
  payingWith: string | null;
}

/**
 * What keeps a payment method from being removed, in the order in which it is told; empty: nothing does. One rule for all
 * providers, so that nobody loses by accident what their subscriptions live on.
 */
export function removalBlocks(paymentMethod: string, facts: FactsOfFile): RemovalBlock[] {
  const { subscriptions, openInvoices } = facts;
  const isLast = facts.paymentMethods.every((id) => id === paymentMethod);
  const owed = openInvoices.filter(({ payingWith }) => payingWith === null);
  return [
    ...subscriptions
      .filter((facts) => facts.paymentMethod === paymentMethod && isChargedAgain(facts, openInvoices))
      .map(({ subscription }) => block('subscription', nameOf(subscription), null)),
    ...subscriptions
      .filter(({ payingWith }) => payingWith === paymentMethod)
      .map(({ subscription }) => block('payment_processing', nameOf(subscription), null)),
    ...openInvoices
      .filter(({ payingWith }) => payingWith === paymentMethod)
      .map(({ id, subscription }) => block('payment_processing', subscription, id)),
    ...(isLast ? owed.map(({ id, subscription }) => block('open_invoice', subscription, id)) : []),
  ];
}

/**
 * Whether a charge is to come: a renewal that costs something, what waits for a payment or an invoice, or a debt, also one
 * whose payment is under way with something else and may come back.
 */
function isChargedAgain(
  { subscription, linesWait }: SubscriptionFacts,
  openInvoices: readonly OpenInvoiceFacts[],
): boolean {
  const { id, renewsAt, amount, pendingChange, pendingPayment } = subscription;
  const costs = amount.amount > 0 || (pendingChange?.amount.amount ?? 0) > 0;
  return (
    (renewsAt !== null && costs) ||
    linesWait ||
    pendingPayment !== null ||
    openInvoices.some((invoice) => invoice.subscription?.id === id)
  );
}

function block(
  reason: RemovalBlock['reason'],
  subscription: SubscriptionName | null,
  invoice: string | null,
): RemovalBlock {
  return { reason, subscription, invoice };
}

/** A subscription as it is named to people. */
export function nameOf({ id, product }: Subscription): SubscriptionName {
  return { id, product };
}

/** The same in words, for whoever tries all the same. */
export function blocksInWords(blocks: readonly RemovalBlock[]): FieldError[] {
  return blocks.map((found) => ({ path: 'paymentMethod', message: inWords(found) }));
}

function inWords({ reason, subscription, invoice }: RemovalBlock): string {
  const named = subscription && `the subscription to ${subscription.product.name} (${subscription.id})`;
  const of = named ? ` of ${named}` : '';
  switch (reason) {
    case 'subscription':
      return `${named ?? 'a subscription'} is charged to it: choose another payment method for it first`;
    case 'payment_processing':
      return `a payment of ${invoice === null ? 'a change' : `the invoice ${invoice}`}${of} is under way with it`;
    case 'open_invoice':
      return `it is the last one on file, and the invoice ${invoice}${of} is not paid`;
  }
}
