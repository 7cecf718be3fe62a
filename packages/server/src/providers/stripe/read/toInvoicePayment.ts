import type { Invoice, InvoicePayment as ContractPayment, PaymentMethodName } from '@billfold/contract';
import type * as v from 'valibot';
import type Stripe from 'stripe';
import { wholeOf } from './references.js';
import { toFailure } from './toFailure.js';
import { toInstant, toInstantOrNull } from './toInstant.js';
import { toPaymentMethodName } from './toPaymentMethodName.js';

/** A try to collect an invoice: today an intent, of which the latest charge was asked for; of old invoices a charge. */
export type Collection = Stripe.PaymentIntent | Stripe.Charge;

type InvoicePayment = v.InferOutput<typeof ContractPayment>;

/** What became of the latest try to collect an invoice; null when there was none. */
export function toInvoicePayment(
  invoice: Stripe.Invoice,
  collections: readonly Collection[],
): Invoice['payment'] {
  const latest = latestOf(collections);
  const status = latest && statusOf(latest);
  if (!latest || !status) return null;
  const retries = invoice.status === 'open' && status !== 'processing';
  return {
    status,
    method: methodOf(latest),
    failure: status === 'failed' ? failureOf(latest) : null,
    attemptedAt: toInstant(
      chargeOf(latest)?.created ?? invoice.status_transitions.finalized_at ?? latest.created,
    ),
    nextAttemptAt: retries ? toInstantOrNull(invoice.next_payment_attempt) : null,
  };
}

/** The latest try; what succeeded counts before what was tried besides. */
export function latestOf(collections: readonly Collection[]): Collection | null {
  const newestFirst = collections.toSorted((one, other) => other.created - one.created);
  return newestFirst.find(({ status }) => status === 'succeeded') ?? newestFirst[0] ?? null;
}

/** Null: nobody has tried yet. What is not known has not failed: it is under way. */
export function statusOf(collection: Collection): InvoicePayment['status'] | null {
  switch (collection.status) {
    case 'succeeded':
      return 'succeeded';
    case 'requires_action':
      return 'requires_action';
    case 'failed':
      return 'failed';
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'canceled':
      return hasFailed(collection) ? 'failed' : null;
    default:
      return 'processing';
  }
}

const hasFailed = (collection: Collection) =>
  collection.object === 'charge' ||
  collection.last_payment_error !== null ||
  collection.latest_charge !== null;

/** The charge of the latest try, where there was one. */
function chargeOf(collection: Collection): Stripe.Charge | null {
  return collection.object === 'charge' ? collection : wholeOf(collection.latest_charge);
}

function methodOf(collection: Collection): PaymentMethodName | null {
  const charged = chargeOf(collection)?.payment_method_details;
  if (charged) return toPaymentMethodName(charged);
  if (collection.object === 'charge') return null;
  const method = wholeOf(collection.payment_method) ?? collection.last_payment_error?.payment_method;
  return method ? toPaymentMethodName(method) : null;
}

function failureOf(collection: Collection): InvoicePayment['failure'] {
  if (collection.object === 'payment_intent' && collection.last_payment_error) {
    return toFailure(collection.last_payment_error);
  }
  const charge = chargeOf(collection);
  const reason = charge?.outcome?.reason;
  return toFailure({
    ...(charge?.failure_code && { code: charge.failure_code }),
    ...(reason && { decline_code: reason }),
  });
}

/** What was given back of what an invoice was paid with. */
export function refundedOf(collections: readonly Collection[]): number {
  return collections.reduce((sum, collection) => sum + (chargeOf(collection)?.amount_refunded ?? 0), 0);
}
