import type { PaymentMethod } from '@billfold/contract';
import type Stripe from 'stripe';
import { nameOf, removalBlocks, type FactsOfFile } from '../../../rules/removalBlocks.js';
import { toInstant, toInstantOrNull } from './toInstant.js';
import { toPaymentMethodName } from './toPaymentMethodName.js';

/** What is known of a payment method beside itself. */
export interface FactsOfPaymentMethod {
  isDefault: boolean;
  /** The agreement under which it is debited, where it was asked for here. */
  mandate: Stripe.Mandate | null;
  file: FactsOfFile;
}

/** A payment method as the contract writes it. */
export function toPaymentMethod(
  method: Stripe.PaymentMethod,
  { isDefault, mandate, file }: FactsOfPaymentMethod,
): PaymentMethod {
  const { id, card, us_bank_account, billing_details, created } = method;
  const expiry = expiryOf(card);
  const removalBlockedBy = removalBlocks(id, file);
  return {
    id,
    ...toPaymentMethodName(method),
    wallet: card?.wallet?.type ?? null,
    holder: billing_details.name,
    bankName: us_bank_account?.bank_name ?? null,
    expiry,
    // The month that is printed is the last one.
    expiresAt: expiry && new Date(Date.UTC(expiry.year, expiry.month)).toISOString(),
    mandate: mandate && toMandate(mandate),
    isDefault,
    usedBy: file.subscriptions
      .filter(({ paymentMethod }) => paymentMethod === id)
      .map(({ subscription }) => nameOf(subscription)),
    removable: removalBlockedBy.length === 0,
    removalBlockedBy,
    createdAt: toInstant(created),
  };
}

/** What is printed on a card. Stripe has cards on file of which it does not know it. */
function expiryOf(card: Stripe.PaymentMethod.Card | undefined): PaymentMethod['expiry'] {
  if (!card || card.exp_month < 1 || card.exp_month > 12 || card.exp_year < 2000) return null;
  return { month: card.exp_month, year: card.exp_year };
}

/** Null where Stripe does not say when it was agreed on, or by which reference the bank knows it. */
function toMandate({
  payment_method_details,
  customer_acceptance,
}: Stripe.Mandate): PaymentMethod['mandate'] {
  const acceptedAt = toInstantOrNull(customer_acceptance.accepted_at);
  const reference = payment_method_details.sepa_debit?.reference;
  return acceptedAt === null || !reference ? null : { reference, acceptedAt };
}
