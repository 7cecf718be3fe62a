import type { Invoice, PaymentFailure } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { idOf, wholeOf } from '../read/references.js';
import { isStripeError, orNull } from '../read/toBillfoldError.js';
import { toFailure } from '../read/toFailure.js';
import { latestOf, statusOf } from '../read/toInvoicePayment.js';
import type { StripeContext } from '../StripeContext.js';
import { readCollections } from './readCollections.js';
import { toInvoices } from './readInvoice.js';
import { intentOf } from './target.js';

/** What became of charging an invoice, as it is known right now. */
export type Charged =
  | { status: 'succeeded' | 'pending' }
  | { status: 'requires_action'; clientSecret: string }
  | { status: 'failed'; failure: PaymentFailure };

/** An invoice with everything that says whether it was paid. */
export function readWhole({ stripe, options }: StripeContext, id: string): Promise<Stripe.Invoice> {
  return stripe.invoices.retrieve(id, { expand: ['payments', 'confirmation_secret'] }, options());
}

/**
 * What became of charging an invoice. Only a bank's refusal is one: what is under way is pending, however long.
 *
 * @param declined what the call that charged it was told, where that was a refusal.
 */
export async function chargedOf(
  context: StripeContext,
  invoice: Stripe.Invoice,
  declined: PaymentFailure | null = null,
): Promise<Charged> {
  if (invoice.status === 'paid') return { status: 'succeeded' };
  const latest = latestOf((await readCollections(context, [invoice])).get(invoice.id) ?? []);
  const secret = invoice.confirmation_secret?.client_secret;
  switch (latest && statusOf(latest)) {
    case 'succeeded':
      return { status: 'succeeded' };
    case 'processing':
      return { status: 'pending' };
    case 'requires_action':
      if (secret) return { status: 'requires_action', clientSecret: secret };
      return { status: 'failed', failure: 'authentication_required' };
    default:
      return { status: 'failed', failure: declined ?? failureOf(latest) };
  }
}

function failureOf(latest: ReturnType<typeof latestOf>): PaymentFailure {
  const error = latest?.object === 'payment_intent' ? latest.last_payment_error : null;
  return toFailure(error ?? {});
}

/** Why a card was refused, where that is what an error says; else it is thrown again. */
export function declineOf(error: unknown): PaymentFailure {
  if (isStripeError(error) && error.type === 'StripeCardError') return toFailure(error);
  throw error;
}

/** Takes an invoice back that nobody is to pay any more, and with it the change that waited for its payment. */
export async function voidInvoice(context: StripeContext, step: string, id: string): Promise<void> {
  const { stripe, options } = context;
  await intentOf(context).step(step, async (key) => {
    try {
      await stripe.invoices.voidInvoice(id, {}, options(key));
    } catch (error) {
      // Stripe takes it back by itself when the change is dropped, and then it can not be done again.
      const { status } = await stripe.invoices.retrieve(id, {}, options());
      // Somebody has paid it meanwhile, and has what waited for that.
      if (status === 'paid') throw new BillfoldError('version_stale');
      if (status !== 'void') throw error;
    }
    return null;
  });
}

/**
 * Drops a change that waits for its payment, or whose payment was refused. What comes next would be refused by Stripe, or take it
 * along.
 */
export async function dropPendingUpdate(context: StripeContext, invoice: string | null): Promise<void> {
  if (invoice !== null) await voidInvoice(context, 'drop', invoice);
}

/** The invoice of a change that waits for its payment; null where none waits. */
export function pendingInvoiceOf({ pending_update, latest_invoice }: Stripe.Subscription): string | null {
  const invoice = wholeOf(latest_invoice);
  return pending_update && invoice?.status === 'open' ? invoice.id : null;
}

/** The invoice that a change has written, as the contract writes it; null where it is the one that was the latest before. */
export async function writtenInvoice(
  context: StripeContext,
  subscription: string,
  before: string | null,
): Promise<Invoice | null> {
  const { stripe, options } = context;
  const found = await orNull(stripe.subscriptions.retrieve(subscription, {}, options()));
  const latest = idOf(found?.latest_invoice);
  if (latest === null || latest === before) return null;
  const [invoice] = await toInvoices(context, [await readWhole(context, latest)]);
  return invoice!.status === 'void' ? null : invoice!;
}
