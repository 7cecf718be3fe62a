import type { InvoiceLine, InvoiceTax } from '@billfold/contract';
import type Stripe from 'stripe';
import { isProration, toInvoiceLine } from '../read/toInvoiceLine.js';
import type { WantedChange } from './wantedChange.js';

/** Lines that are not invoiced yet, and what they come to. */
export interface Waiting {
  lines: InvoiceLine[];
  taxes: InvoiceTax[];
  amounts: { subtotal: number; discount: number; tax: number; total: number };
}

/**
 * The lines of a change that wait for the next invoice: those of its preview that settle this very change. What Stripe says of
 * them it says line by line, so that only their sum is counted here.
 */
export function toWaiting(
  { change, pricedAt, isOther, staysTrial }: WantedChange,
  next: Stripe.Invoice | null,
): Waiting {
  const waits = isOther && !staysTrial && change.prorationBehavior === 'create_prorations';
  const lines = waits
    ? (next?.lines.data ?? []).filter((line) => isProration(line) && line.period.start >= pricedAt)
    : [];
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const added = sum(taxes.filter(({ tax_behavior }) => tax_behavior === 'exclusive'));
  const subtotal = sum(lines);
  const discount = sum(lines.flatMap((line) => line.discount_amounts ?? []));
  return {
    lines: lines.map(toInvoiceLine),
    taxes: [],
    amounts: { subtotal, discount, tax: sum(taxes), total: subtotal - discount + added },
  };
}

const sum = (amounts: readonly { amount: number }[]) =>
  amounts.reduce((total, { amount }) => total + amount, 0);
