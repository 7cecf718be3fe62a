import { and, eq, sql } from 'drizzle-orm';
import type { Price } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import type { PriceTerms } from '../engine/account.js';
import { toMoney } from '../engine/money.js';
import { sandboxPrices, sandboxProducts } from './schema.js';

export type PriceRow = typeof sandboxPrices.$inferSelect;

/** A price as the contract writes it, from its row or from what the engine goes by. */
export function toPrice(price: Omit<PriceTerms, 'productName'>): Price {
  const { id, product, scheme, interval, intervalCount, taxBehavior } = price;
  const money = (amount: bigint) => toMoney(amount, price.currency);
  const tiers = price.tiers?.map(({ upTo, unitAmount, flatAmount }) => ({
    upTo,
    unitAmount: money(unitAmount),
    flatAmount: money(flatAmount),
  }));
  return {
    id,
    product,
    unitAmount: money(price.unitAmount),
    scheme,
    tiers: tiers ?? null,
    interval,
    intervalCount,
    taxBehavior,
  };
}

/** A price as the engine goes by it. */
export function toPriceTerms(row: PriceRow, productName: string): PriceTerms {
  const { id, product, unitAmount, currency, scheme, tiers, interval, intervalCount, taxBehavior } = row;
  return {
    id,
    product,
    productName,
    unitAmount,
    currency,
    scheme,
    tiers,
    interval,
    intervalCount,
    taxBehavior,
  };
}

/** A price of the project, whether it is on offer, and what its product is called; null when there is none. */
export async function findPrice(
  database: Database,
  project: string,
  id: string,
): Promise<{ price: PriceRow; productName: string; onOffer: boolean } | null> {
  const [row] = await findOne(database, { project, id });
  if (!row) return null;
  const { price, productName, productActive } = row;
  return { price, productName, onOffer: productActive && price.active };
}

const findOne = writeOnce((database) => {
  const { project, id } = sandboxPrices;
  return database
    .select({
      price: sandboxPrices,
      productName: sandboxProducts.name,
      productActive: sandboxProducts.active,
    })
    .from(sandboxPrices)
    .innerJoin(sandboxProducts, pricesOfProducts)
    .where(and(eq(project, sql.placeholder('project')), eq(id, sql.placeholder('id'))));
});

/** Joins products and their prices. */
export const pricesOfProducts = and(
  eq(sandboxPrices.project, sandboxProducts.project),
  eq(sandboxPrices.product, sandboxProducts.id),
);
