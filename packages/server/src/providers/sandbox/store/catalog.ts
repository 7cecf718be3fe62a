import { asc, eq, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { SandboxCatalog } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import type { ParsedCatalog } from '../data/SandboxData.js';
import { refuseChangedCoupons, refuseChangedPrices, refuseFaults } from './catalogFaults.js';
import { toCatalogRows } from './catalogRows.js';
import { lockCoupons, readCoupons } from './coupons.js';
import { lockInProject } from './locks.js';
import { pricesOfProducts, toPrice } from './prices.js';
import { sandboxCoupons, sandboxPrices, sandboxProducts, sandboxPromotionCodes } from './schema.js';

/** All products and prices of a project, archived ones too, in the order in which they were written. */
export async function readCatalog(database: Database, project: string): Promise<SandboxCatalog> {
  const rows = await database
    .select({ product: sandboxProducts, price: sandboxPrices })
    .from(sandboxProducts)
    .leftJoin(sandboxPrices, pricesOfProducts)
    .where(eq(sandboxProducts.project, project))
    .orderBy(
      asc(sandboxProducts.position),
      asc(sandboxProducts.id),
      asc(sandboxPrices.position),
      asc(sandboxPrices.id),
    );
  const products = new Map<string, SandboxCatalog['products'][number]>();
  for (const { product, price } of rows) {
    const { id, name, description, features, active } = product;
    if (!products.has(id)) products.set(id, { id, name, description, features, active, prices: [] });
    if (price) products.get(id)!.prices.push({ ...toPrice(price), active: price.active });
  }
  return { products: [...products.values()], ...(await readCoupons(database, project)) };
}

/** Whether the project sells anything, or ever did. */
export async function hasProducts(database: Database, project: string): Promise<boolean> {
  const products = await database
    .select({ id: sandboxProducts.id })
    .from(sandboxProducts)
    .where(eq(sandboxProducts.project, project))
    .limit(1);
  return products.length > 0;
}

/**
 * Replaces what is on offer, in one transaction. What the catalogue does not name is archived, never deleted.
 *
 * @throws BillfoldError `invalid_request` for what can not be, such as an id that is named twice, `conflict` when a
 * price that exists would ask for something else or a coupon take off something else; both name every field.
 */
export async function replaceCatalog(
  database: Database,
  project: string,
  catalog: ParsedCatalog,
): Promise<void> {
  refuseFaults(catalog);
  const { products, prices, coupons, promotionCodes } = toCatalogRows(project, catalog);
  await database.transaction(async (tx) => {
    await lockInProject(tx, project, 'catalog');
    await refuseChangedPrices(tx, project, catalog);
    await lockCoupons(tx, project);
    await refuseChangedCoupons(tx, project, catalog);
    for (const table of [sandboxProducts, sandboxPrices, sandboxCoupons, sandboxPromotionCodes]) {
      await tx.update(table).set({ active: false }).where(eq(table.project, project));
    }
    if (products.length > 0) {
      await tx
        .insert(sandboxProducts)
        .values(products)
        .onConflictDoUpdate({
          target: [sandboxProducts.project, sandboxProducts.id],
          set: given('name', 'description', 'features', 'active', 'position'),
        });
    }
    if (prices.length > 0) {
      await tx
        .insert(sandboxPrices)
        .values(prices)
        .onConflictDoUpdate({
          target: [sandboxPrices.project, sandboxPrices.id],
          set: given('active', 'position'),
        });
    }
    if (coupons.length > 0) {
      await tx
        .insert(sandboxCoupons)
        .values(coupons)
        .onConflictDoUpdate({
          target: [sandboxCoupons.project, sandboxCoupons.id],
          set: { ...given('name', 'products', 'active', 'position'), ...COUPON_LIMITS },
        });
    }
    if (promotionCodes.length > 0) {
      await tx
        .insert(sandboxPromotionCodes)
        .values(promotionCodes)
        .onConflictDoUpdate({
          target: [sandboxPromotionCodes.project, sandboxPromotionCodes.key],
          set: { ...given('code', 'active', 'position'), ...CODE_LIMITS },
        });
    }
  });
}

/** Takes these columns of a row that exists already from the row that was to be inserted. */
function given(...columns: string[]) {
  return Object.fromEntries(columns.map((column) => [column, sql.raw(`excluded.${column}`)]));
}

/** The same for columns that are called something else in the database. How often it was had is kept. */
const COUPON_LIMITS = { maxRedemptions: sql`excluded.max_redemptions` };
const CODE_LIMITS = {
  coupon: sql`excluded.coupon_id`,
  expiresAt: sql`excluded.expires_at`,
  maxRedemptions: sql`excluded.max_redemptions`,
  firstTimeTransaction: sql`excluded.first_time_transaction`,
  minimumAmount: sql`excluded.minimum_amount`,
  minimumCurrency: sql`excluded.minimum_currency`,
};

/**
 * Adds what of a catalogue is not there yet, and changes nothing that is.
 * @param offered whether it is put on offer, or is there for those who have it already.
 */
export async function addToCatalog(
  database: Database,
  project: string,
  catalog: ParsedCatalog,
  { offered }: { offered: boolean },
): Promise<void> {
  const rows = toCatalogRows(project, catalog);
  const add = async <Row extends { active: boolean }>(table: PgTable, added: Row[]) => {
    const values = added.map((row) => ({ ...row, active: row.active && offered }));
    if (values.length > 0) await database.insert(table).values(values).onConflictDoNothing();
  };
  await add(sandboxProducts, rows.products);
  await add(sandboxPrices, rows.prices);
  await add(sandboxCoupons, rows.coupons);
  await add(sandboxPromotionCodes, rows.promotionCodes);
}
