import type { Catalog } from '../../../provider/Provider.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import { isOfferable, toPrice } from '../read/toPrice.js';
import type { StripeContext } from '../StripeContext.js';
import { quantityOf } from './listPlans.js';
import { PAGE, readAll } from './readAll.js';

/** What an account sells, archived or not. See `Provider.listCatalog`. */
export function listCatalog({
  stripe,
  options,
}: Pick<StripeContext, 'stripe' | 'options'>): Promise<Catalog> {
  return answering(async () => {
    const expand = ['data.product', 'data.tiers'];
    const [prices, coupons] = await Promise.all([
      readAll(stripe.prices.list({ type: 'recurring', limit: PAGE, expand }, options())),
      readAll(stripe.coupons.list({ limit: PAGE }, options())),
    ]);
    const products = new Map<string, Catalog['products'][number]>();
    for (const price of prices.filter((price) => isOfferable(price, price.currency))) {
      const id = idOf(price.product)!;
      const product = products.get(id) ?? { id, prices: [] };
      products.set(id, product);
      product.prices.push({ id: price.id, maxQuantity: quantityOf(toPrice(price, price.currency)).max });
    }
    return { products: [...products.values()], coupons: coupons.map(({ id }) => id) };
  });
}
