import type Stripe from 'stripe';

export type AddressParams = Partial<Record<keyof Stripe.Address, string>> | '';

/** An address as it is sent whole, never in parts; the empty text removes it. */
export function addressOf(params: AddressParams): Stripe.Address | null {
  if (params === '') return null;
  const line = (field: keyof Stripe.Address) => params[field] || null;
  return {
    city: line('city'),
    country: line('country'),
    line1: line('line1'),
    line2: line('line2'),
    postal_code: line('postal_code'),
    state: line('state'),
  };
}
