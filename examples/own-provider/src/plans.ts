import type { Plan, Price } from '@billfold/contract';
import { savingOf, type Catalog, type UnitOfWork } from '@billfold/server';
import type { Agreement, Product } from '../company/wire.js';
import type { Client } from './createClient.js';
import type { Context } from './Context.js';
import { readAccount } from './readAccount.js';
import { toMoney } from './toMoney.js';

const MAX_SEATS = 500;

/** What is on offer, cheapest first. Which of it a customer may choose is the portal's to say. */
export async function listPlans(context: Context, subscription: string | null): Promise<Plan[]> {
  const { client, unit, customer } = context;
  if (customer.providerCustomer === null) {
    return (await client.get<Product[]>(unit, '/catalogue')).map((product) => toPlan(product, []));
  }
  const { products, agreements } = await readAccount(context);
  const asked = agreements.filter(({ id, state }) =>
    subscription === null ? state !== 'ended' : `sub_${id}` === subscription,
  );
  return products.map((product) => toPlan(product, asked));
}

/** What portal configurations may name. */
export async function listCatalog(client: Client, unit: UnitOfWork): Promise<Catalog> {
  const products = await client.get<Product[]>(unit, '/catalogue');
  return {
    products: products.map(({ id, prices }) => ({
      id,
      prices: prices.map((price) => ({ id: price.id, maxQuantity: price.each === 'seat' ? MAX_SEATS : 1 })),
    })),
    coupons: [],
  };
}

function toPlan(product: Product, current: readonly Agreement[]): Plan {
  const prices = product.prices.map((price) => toPrice(product, price.id));
  return {
    id: product.id,
    name: product.name,
    description: product.about,
    features: [],
    prices: prices.map((price) => ({
      ...price,
      current: current.some((agreement) => agreement.price === price.id),
      unavailable: null,
      quantity: {
        adjustable: price.scheme === 'per_seat',
        min: 1,
        max: price.scheme === 'per_seat' ? MAX_SEATS : 1,
      },
      saving: savingOf(price, prices),
    })),
    current: current.some((agreement) => agreement.product === product.id),
    archived: false,
  };
}

/** A price of a product. */
export function toPrice(product: Product, id: string): Price {
  const price = product.prices.find((price) => price.id === id)!;
  return {
    id: price.id,
    product: product.id,
    unitAmount: toMoney(price.amount),
    scheme: price.each === 'seat' ? 'per_seat' : 'flat',
    tiers: null,
    interval: price.per,
    intervalCount: 1,
    taxBehavior: 'inclusive',
  };
}
