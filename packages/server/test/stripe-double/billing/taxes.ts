import type Stripe from 'stripe';
import type { State } from '../State.js';
import { percentOf, shareOf } from './money.js';

/** Where the business of the double is at home. */
const HOME = 'DE';

const EUROPEAN_UNION =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Percent of what is bought from the double in a country, and what the tax is called. A country that is not here has none. */
const RATES: Record<string, [percent: number, name: string, type: Stripe.TaxRate.TaxType]> = {
  AT: [20, 'VAT', 'vat'],
  AU: [10, 'GST', 'gst'],
  BE: [21, 'VAT', 'vat'],
  CH: [8.1, 'VAT', 'vat'],
  DE: [19, 'VAT', 'vat'],
  ES: [21, 'VAT', 'vat'],
  FR: [20, 'VAT', 'vat'],
  GB: [20, 'VAT', 'vat'],
  IE: [23, 'VAT', 'vat'],
  IT: [22, 'VAT', 'vat'],
  JP: [10, 'JCT', 'jct'],
  NL: [21, 'VAT', 'vat'],
  PL: [23, 'VAT', 'vat'],
  SE: [25, 'VAT', 'vat'],
};

export type LineTax = Stripe.InvoiceLineItem.Tax;

/** What decides on the taxes of an invoice. */
export interface TaxPlace {
  country: string | null;
  exempt: 'none' | 'exempt' | 'reverse';
}

/** Where a customer is taxed, as their address and tax ids stand at this moment. */
export function taxPlaceOf(state: State, customer: Stripe.Customer): TaxPlace {
  const country = customer.address?.country ?? null;
  if (customer.tax_exempt === 'exempt') return { country, exempt: 'exempt' };
  if (customer.tax_exempt === 'reverse') return { country, exempt: 'reverse' };
  const isAbroad = country !== null && country !== HOME && EUROPEAN_UNION.includes(country);
  const isBusiness = [...state.taxIds.values()].some(
    (taxId) => taxId.customer === customer.id && taxId.type === 'eu_vat',
  );
  return { country, exempt: isAbroad && isBusiness ? 'reverse' : 'none' };
}

/** The tax on an amount after discounts. */
export function taxesOn(
  amount: number,
  behaviour: Stripe.Price.TaxBehavior | null,
  place: TaxPlace,
): LineTax[] {
  const { country, exempt } = place;
  if (country === null) return [];
  const [percent] = RATES[country] ?? [0];
  const inclusive = behaviour === 'inclusive';
  const charged = exempt === 'none' ? percent : 0;
  const tax = inclusive
    ? amount - shareOf(amount, 1_000_000, 1_000_000 + Math.round(charged * 10_000))
    : percentOf(amount, charged);
  const reason = { exempt: 'customer_exempt', reverse: 'reverse_charge', none: 'standard_rated' } as const;
  return [
    {
      amount: tax === 0 ? 0 : tax,
      tax_behavior: inclusive ? 'inclusive' : 'exclusive',
      tax_rate_details: { tax_rate: taxRateId(country, charged, inclusive) },
      taxability_reason: percent === 0 ? 'not_collecting' : reason[exempt],
      taxable_amount: charged === 0 ? 0 : inclusive ? amount - tax : amount,
      type: 'tax_rate_details',
    },
  ];
}

function taxRateId(country: string, percent: number, inclusive: boolean): string {
  return `txr_${country}${Math.round(percent * 10_000)}${inclusive ? 'in' : 'ex'}`;
}

/** The rate that a tax names; null: there is none of that id. */
export function taxRateOf(id: string): Stripe.TaxRate | null {
  const [, country, percent, side] = /^txr_([A-Z]{2})(\d+)(in|ex)$/.exec(id) ?? [];
  if (country === undefined) return null;
  const [, name, type] = RATES[country] ?? [0, 'Tax', null];
  const percentage = Number(percent) / 10_000;
  return {
    id,
    object: 'tax_rate',
    active: false,
    country,
    created: 0,
    description: null,
    display_name: name,
    effective_percentage: percentage,
    flat_amount: null,
    inclusive: side === 'in',
    jurisdiction: country,
    jurisdiction_level: 'country',
    livemode: false,
    metadata: {},
    percentage,
    rate_type: 'percentage',
    state: null,
    tax_type: type,
  };
}

/** The taxes of lines, added up by rate, as they stand at the foot of an invoice. */
export function totalTaxes(taxes: readonly LineTax[]): Stripe.Invoice.TotalTax[] {
  const totals = new Map<string, Stripe.Invoice.TotalTax>();
  for (const tax of taxes) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.taxability_reason}`;
    const before = totals.get(key);
    totals.set(key, {
      ...tax,
      amount: tax.amount + (before?.amount ?? 0),
      taxable_amount: (tax.taxable_amount ?? 0) + (before?.taxable_amount ?? 0),
    });
  }
  return [...totals.values()];
}
