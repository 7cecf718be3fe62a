import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { PortalConfiguration } from '@billfold/contract';
import { setUpProject } from '../../access/setUpProject.js';
import { catalog } from '../../testing/startTwoServers.js';
import { createTestPortal, type TestPortal } from '../../testing/index.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
  await portal.merchant('PUT', '/v1/sandbox/catalog', catalog);
});
beforeEach(async () => {
  await portal.database.execute(sql`delete from portal_sessions`);
  await portal.database.execute(sql`delete from portal_configurations where id <> 'default'`);
  await portal.merchant('PATCH', '/v1/branding', { supportUrl: null });
  await portal.configure({});
});
afterAll(() => portal.close());

const path = (id: string) => `/v1/portal/configurations/${id}`;
const put = (id: string, settings: object) => portal.merchant<PortalConfiguration>('PUT', path(id), settings);

/** Code and fields of the refusal. */
async function refused(id: string, settings: object): Promise<[string, Record<string, string>]> {
  const response = await portal.fetch(path(id), {
    method: 'PUT',
    headers: { authorization: `Bearer ${portal.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as {
    error: { code: string; fields: { path: string; message: string }[] };
  };
  return [error.code, Object.fromEntries(error.fields.map((field) => [field.path, field.message]))];
}

test('[S210] a configuration must have a name that can stand in an address', async () => {
  expect((await refused('Not A Name', {}))[1]).toHaveProperty('configuration');
});

describe('what a configuration offers', () => {
  const offering = (...products: unknown[]) => ({ features: { subscriptionUpdate: { products } } });

  test('[S212] [S215] is taken by the ids of products alone', async () => {
    const { features } = await put(
      'short',
      offering('prod_team', { product: 'prod_pro', quantity: { max: 5 } }),
    );
    expect(features.subscriptionUpdate.products).toEqual([
      { product: 'prod_team', prices: null, quantity: { adjustable: true, min: 1, max: 999_999 } },
      { product: 'prod_pro', prices: null, quantity: { adjustable: true, min: 1, max: 5 } },
    ]);
  });

  test('[S212] must be sold: each fault has its path, and says what there is', async () => {
    const [code, fields] = await refused('default', {
      features: {
        subscriptionUpdate: {
          products: [
            'prod_gone',
            { product: 'prod_team', prices: ['price_teamMonthly', 'price_proMonthly', 'price_gone'] },
          ],
        },
        subscriptionCancel: { retention: { offerCoupon: 'save99' } },
      },
    });
    expect(code).toBe('invalid_request');
    const products = 'features.subscriptionUpdate.products';
    expect(fields).toEqual({
      [`${products}.0.product`]: 'is no product: there are prod_team, prod_pro',
      [`${products}.1.prices.1`]: 'is a price of prod_pro, and not of prod_team',
      [`${products}.1.prices.2`]: 'is no price of prod_team: there are price_teamMonthly, price_teamYearly',
      'features.subscriptionCancel.retention.offerCoupon': 'is no coupon: there are save20, half',
    });
    expect(
      (await portal.merchant<PortalConfiguration>('GET', path('default'))).features.subscriptionUpdate
        .products,
    ).toBeNull();
  });

  test('[S212] is said once', async () => {
    const [, fields] = await refused(
      'x',
      offering('prod_team', { product: 'prod_team', prices: ['price_teamYearly'] }),
    );
    expect(fields).toEqual({
      'features.subscriptionUpdate.products.1.product': 'prod_team is offered by an earlier entry already',
    });
    const byPrices = ['price_teamMonthly', 'price_teamYearly'].map((price) => ({
      product: 'prod_team',
      prices: [price],
    }));
    await put('x', offering(...byPrices));
  });

  test.each([
    [{ product: 'prod_team', quantity: { min: 5, max: 2 } }, '.quantity', /min must not be more than max/],
    [{ product: 'prod_team', quantity: { min: 0 } }, '.quantity.min', />=1/],
    [{ product: 'prod_team', quantity: { max: 1_000_000 } }, '.quantity.max', /<=999999/],
    [{ product: 'prod_team', price: 'price_teamYearly' }, '', /`product`, `prices` and `quantity`/],
    [5, '', /must be the id of a product/],
  ])('[S212] the offer %j is refused with the place and what is expected', async (offer, place, message) => {
    const [code, fields] = await refused('x', offering(offer));
    expect(code).toBe('invalid_request');
    expect(fields).toEqual({
      [`features.subscriptionUpdate.products.0${place}`]: expect.stringMatching(message) as string,
    });
  });

  test('[S212] is not looked at where the provider can not tell what it sells', async () => {
    const other = await createTestPortal({
      provider: ({ listCatalog: _, ...provider }) => provider,
    });
    await other.merchant('PUT', path('x'), offering('prod_anything'));
    await other.close();
  });
});

describe('a way out', () => {
  const noCancel = { features: { subscriptionCancel: { enabled: false } } };
  const help = 'https://example.com/help';
  const brand = (supportUrl: string | null) => portal.merchant('PATCH', '/v1/branding', { supportUrl });

  test('[S213] must be there: cancelling, or a support link of the configuration or of the branding', async () => {
    const [code, fields] = await refused('dunning', noCancel);
    expect([code, Object.keys(fields)]).toEqual(['invalid_request', ['features.subscriptionCancel.enabled']]);
    await put('dunning', { ...noCancel, businessProfile: { supportUrl: 'mailto:help@example.com' } });
    await brand(help);
    await put('dunning', noCancel);
  });

  test('[S213] can not be taken by a change of the branding', async () => {
    await brand(help);
    await put('dunning', noCancel);
    await expect(brand(null)).rejects.toThrow(/supportUrl.*dunning/);
    await brand('https://example.com/other');
    await put('dunning', { ...noCancel, businessProfile: { supportUrl: help } });
    await brand(null);
  });

  test('[S213] must be there at a start too', async () => {
    const starting = setUpProject(portal.database, { testMode: true, now: new Date(), ...noCancel });
    await expect(starting).rejects.toThrow(/subscriptionCancel\.enabled: .*supportUrl/);
  });
});

test('[S214] a default return URL must be of an origin that the project allows', async () => {
  for (const url of ['https://evil.example/', 'https://app.test.evil.example/', 'https://app.test:8443/']) {
    expect(await refused('x', { defaultReturnUrl: url })).toEqual([
      'return_url_not_allowed',
      { defaultReturnUrl: 'its origin is not allowed' },
    ]);
  }
  await put('x', { defaultReturnUrl: 'https://app.test/billing' });
});
