import type { FieldError, PortalFeatures } from '@billfold/contract';
import type { Catalog } from '../provider/Provider.js';

type Offer = NonNullable<PortalFeatures['subscriptionUpdate']['products']>[number];

const PRODUCTS = 'features.subscriptionUpdate.products';
const COUPON = 'features.subscriptionCancel.retention.offerCoupon';

/** What a configuration offers that is not sold: each product, price and coupon by its place, and what there is instead. */
export function offerFaults(features: PortalFeatures, catalog: Catalog): FieldError[] {
  const { subscriptionUpdate, subscriptionCancel } = features;
  const offers = subscriptionUpdate.products ?? [];
  const { offerCoupon } = subscriptionCancel.retention;
  return [
    ...offers.flatMap((offer, index) => faultsOf(offer, catalog, `${PRODUCTS}.${index}`)),
    ...offers.flatMap((offer, index) => repeated(offer, offers.slice(0, index), `${PRODUCTS}.${index}`)),
    ...(offerCoupon === null || catalog.coupons.includes(offerCoupon)
      ? []
      : [{ path: COUPON, message: unknown('coupon', catalog.coupons) }]),
  ];
}

function faultsOf({ product: id, prices, quantity }: Offer, catalog: Catalog, place: string): FieldError[] {
  const product = catalog.products.find((it) => it.id === id);
  if (!product) {
    const ids = catalog.products.map((it) => it.id);
    return [{ path: `${place}.product`, message: unknown('product', ids) }];
  }
  const ids = product.prices.map((price) => price.id);
  const faults = (prices ?? []).flatMap((price, index) => {
    if (ids.includes(price)) return [];
    const owner = catalog.products.find((other) => other.prices.some((it) => it.id === price));
    const message = owner
      ? `is a price of ${owner.id}, and not of ${id}`
      : unknown('price', ids, ` of ${id}`);
    return [{ path: `${place}.prices.${index}`, message }];
  });
  const offered = product.prices.filter((price) => prices === null || prices.includes(price.id));
  const most = Math.max(...offered.map((price) => price.maxQuantity));
  if (offered.length > 0 && quantity.min > most)
    faults.push({
      path: `${place}.quantity.min`,
      message: `must not be more than ${most}, the most there can be of ${id}`,
    });
  return faults;
}

/** Of two entries that offer the same price the first one counts, so that the second would say nothing. */
function repeated({ product, prices }: Offer, earlier: readonly Offer[], place: string): FieldError[] {
  const isOffered = earlier.some(
    (other) =>
      other.product === product &&
      (other.prices === null || prices === null || prices.some((price) => other.prices!.includes(price))),
  );
  return isOffered
    ? [{ path: `${place}.product`, message: `${product} is offered by an earlier entry already` }]
    : [];
}

/** As many as help to see a typing error. */
const MOST_NAMED = 8;

function unknown(kind: string, ids: readonly string[], where = ''): string {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  const more = ids.length > MOST_NAMED ? ', …' : '';
  return ids.length > 0
    ? `is no ${kind}${where}: there are ${named}${more}`
    : `is no ${kind}${where}: there are none`;
}
