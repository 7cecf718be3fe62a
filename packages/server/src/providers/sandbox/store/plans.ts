import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Plan, PlanPrice } from '@billfold/contract';
import { writeOnce } from '../../../database/writeOnce.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { compareYearly } from '../../../rules/cost.js';
import { expectedCurrency } from '../../../rules/expectedCurrency.js';
import { savingOf } from '../../../rules/savings.js';
import { asked, ofCustomer } from './customers.js';
import { pricesOfProducts, toPrice, type PriceRow } from './prices.js';
import { sandboxCustomers, sandboxPrices, sandboxProducts } from './schema.js';

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
  const cheapestFirst = shown.toSorted((one, other) =>
    compareYearly([toPrice(one.price), 1], [toPrice(other.price), 1]),
  );
  const products = new Map(cheapestFirst.map(({ product }) => [product.id, product]));
  return [...products.values()].map(({ id, name, description, features, active }) => {
    const ofProduct = shown.filter(({ product }) => product.id === id);
    const available = ofProduct.filter((row) => offered.includes(row)).map(({ price }) => toPrice(price));
    const prices = ofProduct.map((row): PlanPrice => {
      const { current } = row;
      const price = toPrice(row.price);
      const unavailable = current || offered.includes(row) ? null : 'archived';
      return {
        ...price,
        current,
        unavailable,
        quantity: quantityOf(price),
        saving: savingOf(price, available),
      };
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

/** Which quantities a price can be had in. */
export function quantityOf({ scheme }: Pick<PriceRow, 'scheme'>): PlanPrice['quantity'] {
  const adjustable = scheme !== 'flat';
  return { adjustable, min: 1, max: adjustable ? MAX_QUANTITY : 1 };
}
