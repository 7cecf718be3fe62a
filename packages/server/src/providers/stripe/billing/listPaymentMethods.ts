import type { PaymentMethod } from '@billfold/contract';
import type Stripe from 'stripe';
import { nameOf, type FactsOfFile } from '../../../rules/removalBlocks.js';
import { isChargedBesides, itemsOf } from '../read/itemsOf.js';
import { defaultMethodOf, methodOf } from '../read/methodOf.js';
import { idOf, wholeOf } from '../read/references.js';
import { answering, orNull } from '../read/toBillfoldError.js';
import { subscriptionOf } from '../read/toInvoice.js';
import { latestOf, statusOf } from '../read/toInvoicePayment.js';
import { toPaymentMethod } from '../read/toPaymentMethod.js';
import { isOfPendingUpdate, type OpenInvoice } from '../read/toSubscription.js';
import type { StripeContext } from '../StripeContext.js';
import { readAccount, toSubscriptions, type Account } from './readAccount.js';
import { PAGE, readAll } from './readAll.js';
import { isOf } from './readSubscriptions.js';

/** See `CustomerBilling.listPaymentMethods`. */
export function listPaymentMethods(context: StripeContext): Promise<PaymentMethod[]> {
  return answering(async () => {
    const [account, methods, waiting] = await Promise.all([
      readAccount(context, null),
      readPaymentMethods(context),
      subscriptionsWithLines(context),
    ]);
    if (account === null || methods.length === 0) return [];
    const [file, mandates] = await Promise.all([
      factsOfFile(context, account, methods, waiting),
      readMandates(context, methods),
    ]);
    const usual = defaultMethodOf(account.customer)?.id ?? null;
    const found = methods.map((method) =>
      toPaymentMethod(method, {
        isDefault: method.id === usual,
        mandate: mandates.get(method.id) ?? null,
        file,
      }),
    );
    // Stripe lists them newest first.
    return found.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
  });
}

/** All that is on file of the customer, of every kind, newest first. Of somebody who was deleted Stripe knows no list. */
export async function readPaymentMethods(context: StripeContext): Promise<Stripe.PaymentMethod[]> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null) return [];
  const listed = stripe.customers.listPaymentMethods(customer.providerCustomer, { limit: PAGE }, options());
  return ((await orNull(readAll(listed))) ?? []).filter((method) => isOf(context, method));
}

/** Subscriptions of which lines wait for the next invoice. It comes even if they do not renew. */
async function subscriptionsWithLines(context: StripeContext): Promise<Set<string | null>> {
  const { stripe, customer, options } = context;
  if (customer.providerCustomer === null) return new Set();
  const listed = stripe.invoiceItems.list(
    { customer: customer.providerCustomer, pending: true, limit: PAGE },
    options(),
  );
  const items = await readAll(listed);
  return new Set(items.map(({ parent }) => parent?.subscription_details?.subscription ?? null));
}

async function factsOfFile(
  context: StripeContext,
  account: Account,
  methods: readonly Stripe.PaymentMethod[],
  waiting: ReadonlySet<string | null>,
): Promise<FactsOfFile> {
  const living = account.subscriptions.filter(({ ended_at }) => ended_at === null);
  const resources = await toSubscriptions(context, { ...account, subscriptions: living });
  const isPending = ({ invoice }: OpenInvoice) => living.some((one) => isOfPendingUpdate(invoice, one));
  return {
    paymentMethods: methods.map(({ id }) => id),
    subscriptions: living.map((subscription, index) => {
      const ofUpdate = account.openInvoices.find(({ invoice }) => isOfPendingUpdate(invoice, subscription));
      return {
        subscription: resources[index]!,
        paymentMethod: methodOf(subscription, account.customer)?.id ?? null,
        payingWith: ofUpdate ? payingWith(ofUpdate) : null,
        // Lines of what is charged besides come with the next invoice, too.
        linesWait:
          waiting.has(subscription.id) ||
          isChargedBesides(itemsOf(subscription, account.prices), subscription.currency),
      };
    }),
    openInvoices: account.openInvoices
      .filter((open) => !isPending(open))
      .map((open) => {
        const of = resources.find(({ id }) => id === subscriptionOf(open.invoice));
        return { id: open.invoice.id, subscription: of ? nameOf(of) : null, payingWith: payingWith(open) };
      }),
  };
}

/** What an invoice is being charged to right now. */
function payingWith({ collections }: OpenInvoice): string | null {
  const latest = latestOf(collections);
  return latest && statusOf(latest) === 'processing' ? idOf(latest.payment_method) : null;
}

/** The agreements under which debits are made, by payment method: Stripe tells of them where they were asked for. */
async function readMandates(
  context: StripeContext,
  methods: readonly Stripe.PaymentMethod[],
): Promise<Map<string, Stripe.Mandate>> {
  const { stripe, options } = context;
  const mandates = new Map<string, Stripe.Mandate>();
  const missing = new Set(methods.filter(({ type }) => type === 'sepa_debit').map(({ id }) => id));
  if (missing.size === 0) return mandates;
  const customer = context.customer.providerCustomer!;
  const listed = stripe.setupIntents.list({ customer, limit: PAGE, expand: ['data.mandate'] }, options());
  for await (const { mandate } of listed) {
    const whole = wholeOf(mandate);
    const method = whole && idOf(whole.payment_method);
    // Newest first: what was agreed on last counts, unless it was revoked.
    if (whole && whole.status !== 'inactive' && method && missing.delete(method)) mandates.set(method, whole);
    if (missing.size === 0) break;
  }
  return mandates;
}
