import { and, asc, eq, sql } from 'drizzle-orm';
import type { FieldError, SandboxCatalog } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type { ParsedCatalog } from '../data/SandboxData.js';
import { lockInProject } from './locks.js';
import { toPrice, type PriceRow } from './prices.js';
import { sandboxPrices, sandboxProducts } from './schema.js';

type CatalogProduct = ParsedCatalog['products'][number];
type CatalogPrice = CatalogProduct['prices'][number];

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
  return { products: [...products.values()] };
}

export const pricesOfProducts = and(
  eq(sandboxPrices.project, sandboxProducts.project),
  eq(sandboxPrices.product, sandboxProducts.id),
);

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
 * @throws BillfoldError `invalid_request` for an id that is named twice, `conflict` when a price that exists would
 * ask for something else; both name every field.
 */
export async function replaceCatalog(
  database: Database,
  project: string,
  catalog: ParsedCatalog,
): Promise<void> {
  refuseRepetition(catalog);
  const { products, prices } = toRows(project, catalog);
  await database.transaction(async (tx) => {
    await lockInProject(tx, project, 'catalog');
    await refuseChangedPrices(tx, project, catalog);
    await tx.update(sandboxProducts).set({ active: false }).where(eq(sandboxProducts.project, project));
    await tx.update(sandboxPrices).set({ active: false }).where(eq(sandboxPrices.project, project));
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
  });
}

/** Takes these columns of a row that exists already from the row that was to be inserted. */
function given(...columns: string[]) {
  return Object.fromEntries(columns.map((column) => [column, sql.raw(`excluded.${column}`)]));
}

/** Adds the products and prices of a catalogue that are not there yet, and changes nothing that is. */
export async function addToCatalog(
  database: Database,
  project: string,
  catalog: ParsedCatalog,
): Promise<void> {
  const { products, prices } = toRows(project, catalog);
  await database.insert(sandboxProducts).values(products).onConflictDoNothing();
  await database.insert(sandboxPrices).values(prices).onConflictDoNothing();
}

function toRows(project: string, { products }: ParsedCatalog) {
  return {
    products: products.map(({ prices: _, ...product }, position) => ({ project, ...product, position })),
    prices: products.flatMap((product) =>
      product.prices.map((price, position) => ({
        project,
        id: price.id,
        active: price.active,
        position,
        ...termsOf(product, price),
      })),
    ),
  };
}

/** What a price asks for, which is for ever. */
function termsOf(product: CatalogProduct, price: CatalogPrice) {
  const { currency, scheme, interval, intervalCount, taxBehavior } = price;
  return {
    product: product.id,
    unitAmount: BigInt(price.unitAmount),
    currency,
    scheme,
    interval,
    intervalCount,
    taxBehavior,
  };
}

function refuseRepetition({ products }: ParsedCatalog): void {
  const seen = new Set<string>();
  const fields: FieldError[] = [];
  const see = (id: string, path: string) => {
    if (seen.has(id)) fields.push({ path, message: `${id} is in the catalogue twice` });
    seen.add(id);
  };
  for (const [index, product] of products.entries()) {
    see(product.id, `products.${index}.id`);
    for (const [place, price] of product.prices.entries())
      see(price.id, `products.${index}.prices.${place}.id`);
  }
  if (fields.length > 0) throw new BillfoldError('invalid_request', { fields });
}

async function refuseChangedPrices(
  tx: Database,
  project: string,
  { products }: ParsedCatalog,
): Promise<void> {
  const rows = await tx.select().from(sandboxPrices).where(eq(sandboxPrices.project, project));
  const stored = new Map<string, PriceRow>(rows.map((row) => [row.id, row]));

  const fields: FieldError[] = [];
  for (const [index, product] of products.entries()) {
    for (const [place, price] of product.prices.entries()) {
      const before = stored.get(price.id);
      if (!before) continue;
      const asked = termsOf(product, price);
      for (const term of Object.keys(asked) as (keyof typeof asked)[]) {
        if (before[term] === asked[term]) continue;
        const path = `products.${index}.prices.${place}.${term === 'product' ? 'id' : term}`;
        const message = `${price.id} has the ${term} ${before[term]}, which can not change: use a new price with a new id`;
        fields.push({ path, message });
      }
    }
  }
  if (fields.length > 0) throw new BillfoldError('conflict', { fields });
}
