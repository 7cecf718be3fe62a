import type { Plan, PlanPrice } from '@billfold/contract';
import type Stripe from 'stripe';
import { compareIntervals, compareYearly } from '../../../rules/cost.js';
import { expectedCurrency } from '../../../rules/expectedCurrency.js';
import { savingOf } from '../../../rules/savings.js';
import { hidesPhases } from '../read/hidesPhases.js';
import { isChangeable, itemsOf, mainOf, type Item } from '../read/itemsOf.js';
import { wholeOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import { toAddress } from '../read/toBillingDetails.js';
import { isOfferable, toPrice } from '../read/toPrice.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';
import { readCustomer } from './readCustomer.js';
import { readPrices } from './readPrices.js';
import { readSubscription, readSubscriptions } from './readSubscriptions.js';

/** As many seats as the portal counts. */
const MAX_QUANTITY = 999_999;

/** A price that is on offer, or that somebody has. */
interface Shown {
  whole: Stripe.Price;
  price: PlanPrice;
  offered: boolean;
}

/** What somebody has, in the currency that they are charged in. */
interface Had extends Item {
  currency: string;
}

/** See `CustomerBilling.listPlans`. */
export function listPlans(context: StripeContext, subscription: string | null): Promise<Plan[]> {
  return answering(async () => {
    const [customer, asked, offered] = await Promise.all([
      readCustomer(context),
      readAsked(context, subscription),
      readOffered(context),
    ]);
    const living = asked.filter(({ ended_at }) => ended_at === null);
    const wanted = living.flatMap(({ items, currency }) =>
      items.data.map(({ price }) => ({ id: price.id, currency })),
    );
    const prices = await readPrices(context, wanted);
    const current = living.flatMap((one): Had[] => {
      const main = mainOf(itemsOf(one, prices));
      return main ? [{ ...main, currency: one.currency }] : [];
    });
    const currency = living[0]?.currency ?? customer?.currency ?? currencyFor(context, customer, offered);
    // Of what can not be changed nothing else is on offer. See `isChangeable` and `hidesPhases`.
    const isFixed =
      subscription !== null && living.some((one) => !isChangeable(one, prices) || hidesPhases(one));
    return toPlans({ current, currency, isFixed, offered: isFixed ? [] : offered });
  });
}

async function readAsked(context: StripeContext, id: string | null): Promise<Stripe.Subscription[]> {
  if (id === null) return readSubscriptions(context);
  const found = await readSubscription(context, id);
  return found ? [found] : [];
}

/** All prices that can be had at all, in whatever currency. */
export async function readOffered({ stripe, options }: Pick<StripeContext, 'stripe' | 'options'>) {
  const listed = stripe.prices.list(
    {
      active: true,
      type: 'recurring',
      limit: PAGE,
      expand: ['data.product', 'data.tiers', 'data.currency_options'],
    },
    options(),
  );
  return (await readAll(listed)).filter(({ product }) => wholeOf(product)?.active === true);
}

/** For somebody who was never billed. */
function currencyFor(
  { customer: known }: StripeContext,
  customer: Stripe.Customer | null,
  offered: readonly Stripe.Price[],
): string {
  const currencies = offered.flatMap((price) => [
    price.currency,
    ...Object.keys(price.currency_options ?? {}),
  ]);
  return expectedCurrency(toAddress(customer?.address) ?? known.address, currencies) ?? 'usd';
}

function toPlans(given: {
  current: readonly Had[];
  currency: string;
  isFixed: boolean;
  offered: readonly Stripe.Price[];
}): Plan[] {
  const { current, currency, isFixed, offered } = given;
  const had = new Map(current.map((item) => [item.price.id, item]));
  const sold = offered.filter((price) => isOfferable(price, currency));
  const soldIds = new Set(sold.map(({ id }) => id));
  const all = [...current.map(({ price }) => price), ...sold];
  const shown = [...new Map(all.map((whole) => [whole.id, whole])).values()].map((whole): Shown => {
    const own = had.get(whole.id);
    const price = toPrice(whole, own?.currency ?? currency, own?.quantity);
    const isSold = soldIds.has(whole.id);
    const quantity = isFixed ? fixed : quantityOf(price);
    const unavailable = own || isSold ? null : 'archived';
    return {
      whole,
      offered: isSold,
      price: { ...price, current: own !== undefined, unavailable, quantity, saving: null },
    };
  });

  // Each product where the cheapest of its prices comes first.
  const cheapestFirst = shown.toSorted((one, other) => compareYearly([one.price, 1], [other.price, 1]));
  const products = new Map(cheapestFirst.map((one) => [one.price.product, one.whole]));
  return [...products].map(([product, whole]) =>
    toPlan(
      whole,
      cheapestFirst.filter(({ price }) => price.product === product),
    ),
  );
}

const fixed: PlanPrice['quantity'] = { adjustable: false, min: 1, max: 1 };

/** Which quantities a price can be had in. */
export function quantityOf({ scheme }: Pick<PlanPrice, 'scheme'>): PlanPrice['quantity'] {
  return scheme === 'flat' ? fixed : { adjustable: true, min: 1, max: MAX_QUANTITY };
}

function toPlan(whole: Stripe.Price, shown: readonly Shown[]): Plan {
  const product = wholeOf(whole.product);
  const available = shown.filter(({ offered }) => offered).map(({ price }) => price);
  const prices = shown
    .map(({ price }) => ({ ...price, saving: savingOf(price, available) }))
    // Stripe has no order of prices but that in which they were made.
    .toSorted((one, other) => compareIntervals(one, other));
  const [{ product: id }] = prices as [PlanPrice];
  return {
    id,
    name: product?.name ?? id,
    description: product?.description ?? null,
    features: (product?.marketing_features ?? [])
      .map(({ name }) => name)
      .filter((name) => name !== undefined),
    prices,
    current: prices.some(({ current }) => current),
    archived: product?.active !== true,
  };
}
