import { asc, eq, sql } from 'drizzle-orm';
import type { Plan } from '@billfold/contract';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { expectedCurrency } from '../engine/expectedCurrency.js';
import { pricesOfProducts } from './catalog.js';
import { ofCustomer } from './customers.js';
import { toPrice, type PriceRow } from './prices.js';
import { sandboxCustomers, sandboxPrices, sandboxProducts } from './schema.js';

/** Billing intervals in a year, near enough to tell cheap from dear. */
const PER_YEAR = { day: 365n, week: 52n, month: 12n, year: 1n };

/** The plans on offer to a customer, by one statement. See `CustomerBilling.listPlans` for what is promised. */
export async function listPlans(customer: BillingCustomer, { database }: UnitOfWork): Promise<Plan[]> {
  const rows = await database
    .select({
      product: sandboxProducts,
      price: sandboxPrices,
      billedIn: sandboxCustomers.currency,
      current: sql<boolean>`exists (
        select 1 from sandbox_subscriptions s
        where s.project_id = ${customer.project} and s.customer_id = ${customer.id}
          and s.price_id = ${sandboxPrices.id} and s.ended_at is null)`,
    })
    .from(sandboxProducts)
    .innerJoin(sandboxPrices, pricesOfProducts)
    .leftJoin(
      sandboxCustomers,
      ofCustomer(sandboxCustomers, { project: customer.project, customer: customer.id }),
    )
    .where(eq(sandboxProducts.project, customer.project))
    .orderBy(
      asc(sandboxProducts.position),
      asc(sandboxProducts.id),
      asc(sandboxPrices.position),
      asc(sandboxPrices.id),
    );

  const offered = rows.filter(({ product, price }) => product.active && price.active);
  const currency =
    rows[0]?.billedIn ??
    expectedCurrency(
      customer.address,
      offered.map(({ price }) => price.currency),
    );
  const shown = rows.filter(
    (row) => row.current || (row.price.currency === currency && offered.includes(row)),
  );

  // Each product where the cheapest of its prices comes first.
  const cheapestFirst = shown.toSorted((one, other) => byCost(one.price, other.price));
  const products = new Map(cheapestFirst.map(({ product }) => [product.id, product]));
  return [...products.values()].map(({ id, name, description, features }) => {
    const prices = shown
      .filter(({ product }) => product.id === id)
      .map(({ price, current }) => ({ ...toPrice(price), current }));
    return { id, name, description, features, prices, current: prices.some((price) => price.current) };
  });
}

/** By what a year of it costs. */
function byCost(one: PriceRow, other: PriceRow): number {
  const cost = (price: PriceRow, per: PriceRow) =>
    price.unitAmount * PER_YEAR[price.interval] * BigInt(per.intervalCount);
  return Number(cost(one, other) - cost(other, one));
}
