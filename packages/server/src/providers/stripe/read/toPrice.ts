import type { Money, Price } from '@billfold/contract';
import type Stripe from 'stripe';
import { idOf, wholeOf } from './references.js';
import { toMoney } from './toMoney.js';

/** What a price costs in one currency. */
type Amounts = Pick<
  Stripe.Price.CurrencyOptions,
  'unit_amount' | 'unit_amount_decimal' | 'tax_behavior' | 'tiers'
>;

const intervals: ReadonlySet<string> = new Set(['day', 'week', 'month', 'year']);

/** What a price costs in a currency: its own one, or one of those it was given besides. Null: it is not sold in it. */
export function amountsIn(price: Stripe.Price, currency: string): Amounts | null {
  return price.currency === currency ? price : (price.currency_options?.[currency] ?? null);
}

/** The same, and else its own currency: an amount is never told in another one than it is of. */
function chargedIn(price: Stripe.Price, wanted: string): { amounts: Amounts; currency: string } {
  const amounts = amountsIn(price, wanted);
  return amounts ? { amounts, currency: wanted } : { amounts: price, currency: price.currency };
}

/**
 * Whether a price is of a kind that the portal can offer: so much, or so much for each seat, again and again. What is metered,
 * sold in packages, chosen by the customer or counted in parts of a cent can be had at the merchant's, and not here.
 */
export function isOfferable(price: Stripe.Price, currency: string): boolean {
  const amounts = amountsIn(price, currency);
  if (amounts === null || price.recurring === null) return false;
  const { interval, usage_type } = price.recurring;
  return (
    intervals.has(interval) &&
    usage_type === 'licensed' &&
    price.transform_quantity === null &&
    price.custom_unit_amount === null &&
    hasWholeAmounts(price, amounts)
  );
}

function hasWholeAmounts(price: Stripe.Price, { unit_amount, tiers }: Amounts): boolean {
  if (price.billing_scheme === 'per_unit') return unit_amount !== null;
  const { tiers_mode, billing_scheme } = price;
  const whole = (tiers ?? []).every(
    (tier) => isWhole(tier.unit_amount_decimal) && isWhole(tier.flat_amount_decimal),
  );
  return billing_scheme === 'tiered' && tiers_mode === 'graduated' && (tiers ?? []).length > 0 && whole;
}

const isWhole = (amount: Stripe.Decimal | null) =>
  amount === null || Number.isInteger(Number(amount.toString()));

/**
 * A price as the contract writes it, in the currency that it is charged in. `product` and, where there are such, `tiers` and
 * `currency_options` must have been asked for.
 *
 * Stripe does not say whether a price can be had several times. It is for each seat where the merchant has said what a unit
 * of the product is called, and where somebody has several.
 */
export function toPrice(price: Stripe.Price, wanted: string, quantity = 1): Price {
  const { amounts, currency } = chargedIn(price, wanted);
  const tiers = price.tiers_mode === 'graduated' ? toTiers(amounts, currency) : null;
  const perSeat = quantity > 1 || Boolean(wholeOf(price.product)?.unit_label);
  const { interval, interval_count } = price.recurring ?? {};
  return {
    id: price.id,
    product: idOf(price.product)!,
    unitAmount: tiers?.[0]?.unitAmount ?? toMoney(unitOf(price, amounts, quantity), currency),
    scheme: tiers ? 'graduated' : perSeat ? 'per_seat' : 'flat',
    tiers,
    interval: isInterval(interval) ? interval : 'month',
    intervalCount: interval_count ?? 1,
    taxBehavior: amounts.tax_behavior === 'inclusive' ? 'inclusive' : 'exclusive',
  };
}

const isInterval = (interval: string | undefined): interval is Price['interval'] =>
  interval !== undefined && intervals.has(interval);

function toTiers({ tiers }: Amounts, currency: string): Price['tiers'] {
  if (!tiers || tiers.length === 0) return null;
  return tiers.map((tier) => ({
    upTo: tier.up_to,
    unitAmount: toMoney(rounded(tier.unit_amount, tier.unit_amount_decimal), currency),
    flatAmount: toMoney(rounded(tier.flat_amount, tier.flat_amount_decimal), currency),
  }));
}

/** What one unit costs: where the price depends on how many there are, what it costs at this many. */
function unitOf(price: Stripe.Price, amounts: Amounts, quantity: number): number {
  const { unit_amount, unit_amount_decimal } = tierOf(price, amounts, quantity) ?? amounts;
  return rounded(unit_amount, unit_amount_decimal);
}

/** The step of a price by volume that a quantity falls into; null for every other price. */
function tierOf(price: Stripe.Price, { tiers }: Amounts, quantity: number) {
  if (price.tiers_mode !== 'volume') return null;
  return tiers?.find(({ up_to }) => up_to === null || quantity <= up_to) ?? null;
}

/** An amount that may have been given in parts of a minor unit: those are rounded as Stripe does on an invoice. */
function rounded(amount: number | null, decimal: Stripe.Decimal | null): number {
  return amount ?? Math.round(Number(decimal?.toString() ?? 0));
}

/**
 * What one whole period of a price costs. Stripe says it on invoices only, so that it is counted here, to be shown: what is
 * charged is always Stripe's.
 */
export function amountOf(price: Stripe.Price, wanted: string, quantity: number): Money {
  const { amounts, currency } = chargedIn(price, wanted);
  // What is metered is known when it was used.
  if (price.recurring?.usage_type === 'metered') return toMoney(0, currency);
  if (price.tiers_mode === 'graduated' && amounts.tiers?.length) {
    return toMoney(costOfSteps(amounts.tiers, quantity), currency);
  }
  const tier = tierOf(price, amounts, quantity);
  const { unit_amount, unit_amount_decimal } = tier ?? amounts;
  const unit = unit_amount ?? Number(unit_amount_decimal?.toString() ?? 0);
  const flat = tier ? rounded(tier.flat_amount, tier.flat_amount_decimal) : 0;
  return toMoney(Math.round(unit * packagesOf(price, quantity)) + flat, currency);
}

/** Each step is a line of its own on Stripe's invoices, and rounded there: its amounts may be in parts of a minor unit. */
function costOfSteps(steps: readonly Stripe.Price.Tier[], quantity: number): number {
  let cost = 0;
  let reached = 0;
  for (const { up_to, unit_amount, unit_amount_decimal, flat_amount, flat_amount_decimal } of steps) {
    if (reached >= quantity) break;
    const last = Math.min(up_to ?? quantity, quantity);
    const unit = unit_amount ?? Number(unit_amount_decimal?.toString() ?? 0);
    cost += Math.round(unit * (last - reached)) + rounded(flat_amount, flat_amount_decimal);
    reached = last;
  }
  return cost;
}

function packagesOf({ transform_quantity }: Stripe.Price, quantity: number): number {
  if (transform_quantity === null) return quantity;
  const packages = quantity / transform_quantity.divide_by;
  return transform_quantity.round === 'down' ? Math.floor(packages) : Math.ceil(packages);
}

/** What a product is called; what was deleted is called by its id. */
export function productNameOf({ product }: Stripe.Price): { id: string; name: string } {
  const id = idOf(product)!;
  return { id, name: wholeOf(product)?.name ?? id };
}
