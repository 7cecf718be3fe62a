import type { PaymentMethodName } from '@billfold/contract';
import type Stripe from 'stripe';

/** What Stripe says of how something is paid: a payment method, or what a charge was made to. */
interface Described {
  type: string;
  card?: { brand: string | null; last4: string | null } | undefined;
  sepa_debit?: { last4: string | null } | undefined;
}

/**
 * A payment method as it is named to people. Of the many kinds that there are, and that are to come, cards and SEPA debits
 * have names of their own here; of every other one it is said what Stripe calls it.
 */
export function toPaymentMethodName(method: Described): PaymentMethodName {
  const { type, card, sepa_debit } = method;
  if (type === 'card' && card) return { type, brand: card.brand ?? 'unknown', last4: digitsOf(card.last4) };
  if (type === 'sepa_debit' && sepa_debit) return { type, brand: null, last4: digitsOf(sepa_debit.last4) };
  return { type: 'other', brand: type, last4: last4Of(method, type) };
}

/** A card from before there were payment methods, or what else an old customer may be charged to. */
export function toSourceName(source: Stripe.CustomerSource): PaymentMethodName {
  const { object } = source;
  if (object === 'card') return { type: object, brand: brandOf(source.brand), last4: digitsOf(source.last4) };
  if (object === 'source') return toNameOfSource(source);
  return { type: 'other', brand: object, last4: 'last4' in source ? digitsOf(source.last4) : null };
}

function toNameOfSource(source: Stripe.Source): PaymentMethodName {
  const { type, card, sepa_debit } = source;
  return toPaymentMethodName({
    ...source,
    type,
    card: card && { brand: brandOf(card.brand ?? 'Unknown'), last4: card.last4 ?? null },
    sepa_debit: sepa_debit && { last4: sepa_debit.last4 ?? null },
  });
}

/** Brands that are called otherwise on what is older than payment methods; the others are only written otherwise. */
const OLDER_BRANDS: Record<string, string> = {
  'American Express': 'amex',
  'Diners Club': 'diners',
  'Eftpos Australia': 'eftpos_au',
};

const brandOf = (brand: string): string => OLDER_BRANDS[brand] ?? brand.toLowerCase();

/** Kinds that have an account number say its last digits in an object of their own name. */
function last4Of(method: object, type: string): string | null {
  const facts = (method as Record<string, unknown>)[type];
  return digitsOf((Object(facts) as { last4?: unknown }).last4);
}

const digitsOf = (last4: unknown): string | null =>
  typeof last4 === 'string' && /^[0-9]{4}$/.test(last4) ? last4 : null;
