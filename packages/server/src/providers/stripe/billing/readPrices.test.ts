import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  closeReader,
  createPrice,
  openStripeReader,
  type StripeReader,
} from '../../../../test/stripeReader.js';
import { amountOf } from '../read/toPrice.js';
import { readPrices } from './readPrices.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let reader: StripeReader;
beforeAll(async () => {
  reader = await openStripeReader();
});
afterAll(() => closeReader(reader));

test('[X280] a price with steps in several currencies is whole in each that it is asked for in, in any order', async () => {
  const tiers = (unit_amount: number) => [{ up_to: 'inf' as const, unit_amount }];
  const { id } = await createPrice(reader.stripe, {
    unit_amount: undefined,
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers: tiers(500),
    currency_options: { usd: { tiers: tiers(600) }, gbp: { tiers: tiers(400) } },
  });
  const context = reader.contextOf(null);
  const { requests } = reader.double;
  const currencies = ['usd', 'gbp', 'eur'];
  for (const asked of [currencies, currencies.toReversed()]) {
    const found = (
      await readPrices(
        context,
        asked.map((currency) => ({ id, currency })),
      )
    ).get(id)!;
    // Of each of them Stripe tells only where it is asked for by name.
    expect(requests.at(-1)!.params.expand).toEqual(
      expect.arrayContaining(['currency_options.usd.tiers', 'currency_options.gbp.tiers']),
    );
    expect(currencies.map((currency) => amountOf(found, currency, 2).amount)).toEqual([1200, 800, 1000]);
  }
});
