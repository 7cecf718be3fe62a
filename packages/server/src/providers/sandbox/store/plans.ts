import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Plan, PlanPrice } from '@billfold/contract';
import { writeOnce } from '../../../database/writeOnce.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { expectedCurrency } from '../engine/expectedCurrency.js';
import { toMoney } from '../engine/money.js';
import { amountOf } from '../engine/price.js';
import { asked, ofCustomer } from './customers.js';
import { pricesOfProducts, toPrice, toPriceTerms, type PriceRow } from './prices.js';
import { sandboxCustomers, sandboxPrices, sandboxProducts } from './schema.js';

/** Billing intervals in a year, near enough to tell cheap from dear. */
const PER_YEAR = { day: 365n, week: 52n, month: 12n, year: 1n };

/** How many of the smaller unit an interval is exactly; days and months are never so many of each other. */
const LENGTH = {
  day: { unit: 'day', count: 1 },
  week: { unit: 'day', count: 7 },
  month: { unit: 'month', count: 1 },
  year: { unit: 'month', count: 12 },
};

/** As many seats as the sandbox counts. */
const MAX_QUANTITY = 999_999;

/**
 * The plans on offer to a customer, by one statement. See `CustomerBilling.listPlans` for what is promised.
 * @param subscription whose plan is the current one; null: of any.
 */
export async function listPlans(
  customer: BillingCustomer,
  subscription: string | null,
  { database }: UnitOfWork,
): Promise<Plan[]> {
  const select = subscription === null ? selectForAny : selectForOne;
  const rows = await select(database, { project: customer.project, customer: customer.id, subscription });

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
  return [...products.values()].map(({ id, name, description, features, active }) => {
    const ofProduct = shown.filter(({ product }) => product.id === id);
    const available = ofProduct.filter((row) => offered.includes(row)).map(({ price }) => price);
    const prices = ofProduct.map(({ price, current }): PlanPrice => {
      const unavailable = current || available.includes(price) ? null : 'archived';
      const saving = savingOf(price, available);
      return { ...toPrice(price), current, unavailable, quantity: quantityOf(price), saving };
    });
    const current = prices.some((price) => price.current);
    return { id, name, description, features, prices, current, archived: !active };
  });
}

/** All prices that there are, for a customer, where the current one is that of the subscriptions that are asked about. */
const selectPlans = (isAsked: SQL) =>
  writeOnce((database) =>
    database
      .select({
        product: sandboxProducts,
        price: sandboxPrices,
        billedIn: sandboxCustomers.currency,
        current: sql<boolean>`exists (
          select 1 from sandbox_subscriptions s
          where s.project_id = ${asked.project} and s.customer_id = ${asked.customer}
            and s.price_id = ${sandboxPrices.id} and s.ended_at is null and ${isAsked})`,
      })
      .from(sandboxProducts)
      .innerJoin(sandboxPrices, pricesOfProducts)
      .leftJoin(sandboxCustomers, ofCustomer(sandboxCustomers, asked))
      .where(eq(sandboxProducts.project, asked.project))
      .orderBy(
        asc(sandboxProducts.position),
        asc(sandboxProducts.id),
        asc(sandboxPrices.position),
        asc(sandboxPrices.id),
      ),
  );
const selectForAny = selectPlans(sql`true`);
const selectForOne = selectPlans(sql`s.id = ${sql.placeholder('subscription')}`);

/** By what a year of it costs. */
function byCost(one: PriceRow, other: PriceRow): number {
  const cost = (price: PriceRow, per: PriceRow) =>
    oneSeatOf(price) * PER_YEAR[price.interval] * BigInt(per.intervalCount);
  return Number(cost(one, other) - cost(other, one));
}

/** What one seat costs for one interval, with what its step costs. */
function oneSeatOf(price: PriceRow): bigint {
  return amountOf({ price: toPriceTerms(price, ''), quantity: 1 });
}

/** Which quantities a price can be had in. */
export function quantityOf({ scheme }: Pick<PriceRow, 'scheme'>): PlanPrice['quantity'] {
  const adjustable = scheme !== 'flat';
  return { adjustable, min: 1, max: adjustable ? MAX_QUANTITY : 1 };
}

/** What a price saves over the shortest interval that its product has, where it lasts a whole number of those. */
function savingOf(price: PriceRow, available: readonly PriceRow[]): PlanPrice['saving'] {
  const { unit, count } = lengthOf(price);
  const shorter = available.filter((other) => {
    const length = lengthOf(other);
    const comparable = other.currency === price.currency && other.scheme === price.scheme;
    return comparable && length.unit === unit && length.count < count && count % length.count === 0;
  });
  const [shortest] = shorter.toSorted((one, other) => lengthOf(one).count - lengthOf(other).count);
  if (!shortest) return null;

  const instead = oneSeatOf(shortest) * BigInt(count / lengthOf(shortest).count);
  const saved = instead - oneSeatOf(price);
  const percent = instead === 0n ? 0n : (saved * 100n) / instead;
  if (saved <= 0n || percent < 1n) return null;
  const whole = saved % oneSeatOf(shortest) === 0n;
  return {
    comparedTo: shortest.id,
    amount: toMoney(saved, price.currency),
    percent: Number(percent),
    freeIntervals: whole ? Number(saved / oneSeatOf(shortest)) : null,
  };
}

function lengthOf({ interval, intervalCount }: PriceRow) {
  const { unit, count } = LENGTH[interval];
  return { unit, count: count * intervalCount };
}
