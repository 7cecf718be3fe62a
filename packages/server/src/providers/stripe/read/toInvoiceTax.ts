import type { InvoiceTax } from '@billfold/contract';
import type Stripe from 'stripe';
import { toPercent } from './toCoupon.js';
import { toMoney } from './toMoney.js';

/** What is taxed so that it is worth a line although nothing is charged. */
const told: ReadonlySet<string> = new Set(['reverse_charge', 'zero_rated']);

/** Whether a tax is shown: of places where nothing is collected Stripe says so too. */
export function isShownTax({ amount, taxability_reason }: Stripe.Invoice.TotalTax): boolean {
  return amount !== 0 || told.has(taxability_reason);
}

/**
 * Tax of one rate, as the contract writes it.
 *
 * @param rate null: Stripe has not told of it. Then the percentage is what the amounts say, to two decimals.
 */
export function toInvoiceTax(
  tax: Stripe.Invoice.TotalTax,
  rate: Stripe.TaxRate | null,
  currency: string,
): InvoiceTax {
  const { amount, tax_behavior, taxability_reason, taxable_amount } = tax;
  const country = rate?.country ?? null;
  return {
    name: rate?.display_name || 'Tax',
    country: country !== null && /^[A-Z]{2}$/.test(country) ? country : null,
    percent: toPercent(
      rate ? (rate.effective_percentage ?? rate.percentage) : shareOf(amount, taxable_amount),
    ),
    inclusive: tax_behavior === 'inclusive',
    reverseCharge: taxability_reason === 'reverse_charge',
    taxableAmount: toMoney(taxable_amount ?? 0, currency),
    amount: toMoney(amount, currency),
  };
}

function shareOf(amount: number, taxable: number | null): number {
  return taxable ? Math.abs(Math.round((amount * 10_000) / taxable) / 100) : 0;
}
