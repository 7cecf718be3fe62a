import * as v from 'valibot';
import { expect, test } from 'vitest';
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
