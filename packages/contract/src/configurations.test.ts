import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalConfigurationJsonSchema } from './openapi.js';
import { PortalFeatures } from './portalFeatures.js';

const products = (offered: unknown[]) =>
  v.safeParse(PortalFeatures, { subscriptionUpdate: { products: offered } });

test('[C14] a configuration may name a product by its id alone, and what is left out is filled in', () => {
  const parsed = products(['prod_basic', { product: 'prod_pro', quantity: { min: 2 } }]);
  const everything = { adjustable: true, min: 1, max: 999_999 };
  expect(parsed.success && parsed.output.subscriptionUpdate.products).toEqual([
    { product: 'prod_basic', prices: null, quantity: everything },
    { product: 'prod_pro', prices: null, quantity: { ...everything, min: 2 } },
  ]);
  expect(v.parse(PortalFeatures, v.parse(PortalFeatures, {}))).toEqual(v.parse(PortalFeatures, {}));
});

test('[C14] limits that nobody can meet are refused', () => {
  expect(products([{ product: 'prod_pro', quantity: { min: 10, max: 5 } }]).success).toBe(false);
  expect(products([{ product: 'price_pro' }]).success).toBe(false);
  expect(products(['price_pro']).success).toBe(false);
});

interface Described {
  description?: string;
  properties?: Record<string, Described>;
  items?: Described;
  anyOf?: Described[];
}

/** Every field below a schema, by its path, with what is said of it. */
const meanings = ({ properties = {}, items, anyOf = [] }: Described, below = ''): [string, string?][] => [
  ...Object.entries(properties).flatMap(([name, field]): [string, string?][] => [
    [below + name, field.description],
    ...meanings(field, `${below}${name}.`),
  ]),
  ...[...anyOf, ...(items ? [items] : [])].flatMap((inside) => meanings(inside, below)),
];

test('[C26] every field of a configuration says what it means', () => {
  const found = meanings(portalConfigurationJsonSchema());
  expect(found.map(([path]) => path)).toContain('features.subscriptionUpdate.products.quantity.max');
  expect(found.filter(([, meaning]) => !meaning)).toEqual([]);
});
