import type { Database } from '../../../database/Database.js';
import type { Catalog } from '../../../provider/Provider.js';
import { readCatalog } from './catalog.js';
import { quantityOf } from './plans.js';

/** What a project sells, by ids. See `Provider.listCatalog`. */
export async function listCatalog(database: Database, project: string): Promise<Catalog> {
  const { products, coupons } = await readCatalog(database, project);
  return {
    products: products.map(({ id, prices }) => ({
      id,
      prices: prices.map((price) => ({ id: price.id, maxQuantity: quantityOf(price).max })),
    })),
    coupons: coupons.map(({ id }) => id),
  };
}
