import type Stripe from 'stripe';
import type { State } from '../State.js';
import { booleanOf, metadataOf, numberOf } from '../params.js';
import { invalid, noSuch } from '../StripeFault.js';
import { planOf } from './catalog.js';
import { find, listOf } from './find.js';
import type { Period } from './periods.js';
import { isPricedIn } from './priceAmount.js';

/** What `items` asks for: an item that is there is named by its id, and everything else is a new one. */
export interface WantedItem {
  id: string | null;
  price: Stripe.Price | null;
  quantity: number | undefined;
  metadata: unknown;
  deleted: boolean;
}

/** Stripe's limit. */
const MOST_ITEMS = 20;

export function wantedItems(
  state: State,
  value: unknown,
  present: readonly Stripe.SubscriptionItem[],
  currency: string | null,
): WantedItem[] {
  const wanted = listOf(value, 'items').map((entry, index): WantedItem => {
    const param = `items[${index}]`;
    const price = entry.price ? find(state.prices, entry.price, 'price', `${param}[price]`) : null;
    if (entry.id && !present.some(({ id }) => id === entry.id))
      throw noSuch('subscription item', entry.id, `${param}[id]`);
    if (!entry.id && !price)
      throw invalid('Missing required param: items[0][price].', {
        code: 'parameter_missing',
        param: `${param}[price]`,
      });
    // Who has a price keeps it when it is archived.
    const isKept = present.some((item) => item.id === entry.id && item.price.id === price?.id);
    if (price && !isKept) refuseUnlessSold(price, currency, `${param}[price]`);
    const taken = present.find((item) => item.price.id === price?.id && item.id !== entry.id);
    if (taken && !entry.id)
      throw invalid(`Cannot add multiple subscription items with the same price: ${price!.id}`, { param });
    return {
      id: entry.id ?? null,
      price,
      quantity: numberOf(entry.quantity, `${param}[quantity]`),
      metadata: entry.metadata,
      deleted: booleanOf(entry.deleted, `${param}[deleted]`) ?? false,
    };
  });
  const added = wanted.filter(({ id }) => id === null).length;
  if (present.length + added > MOST_ITEMS)
    throw invalid(`A subscription can have up to ${MOST_ITEMS} items.`, { param: 'items' });
  return wanted;
}

function refuseUnlessSold(price: Stripe.Price, currency: string | null, param: string): void {
  if (!price.active)
    throw invalid(`The price specified is inactive. This field only accepts active prices.`, { param });
  if (!price.recurring)
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      { param },
    );
  if (currency !== null && !isPricedIn(price, currency))
    throw invalid(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
      { param },
    );
}

export function newItem(
  state: State,
  subscription: string,
  { price, quantity, metadata }: WantedItem,
  period: Period,
  now: number,
): Stripe.SubscriptionItem {
  return {
    id: state.newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: metadataOf(metadata),
    plan: planOf(price!),
    price: price!,
    quantity: quantity ?? 1,
    subscription,
    tax_rates: [],
  };
}
