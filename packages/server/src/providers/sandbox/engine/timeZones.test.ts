import { afterEach, expect, test } from 'vitest';
import type { Account, SubscriptionState } from './account.js';
import { advance } from './advance.js';
import { defaultTerms } from './terms.js';
import { testAccount, testPayer, testPrice, testSubscription } from '../../../../test/engineAccount.js';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

/** Three years across leap days, month ends and every change of the clocks. */
function billedIn(zone: string): { offset: number; json: string } {
  process.env['TZ'] = zone;
  const subscriptions = (['day', 'week', 'month', 'year'] as const).map(
    (interval, index): SubscriptionState =>
      testSubscription({
        id: `sub_${interval}`,
        price: {
          ...testPrice,
          id: `price_${interval}`,
          unitAmount: 1_050n,
          currency: 'eur',
          scheme: 'flat',
          interval,
          taxBehavior: index % 2 === 0 ? 'inclusive' : 'exclusive',
        },
        paymentMethod: index === 3 ? 'sepa_debit' : 'visa',
        // The last half hour of a month and of a year: elsewhere it is another day, month or year.
        startedAt: Date.parse(index % 3 === 2 ? '2023-12-31T23:30:00.000Z' : '2024-01-31T23:30:00.000Z'),
      }),
  );
  const address = { country: 'DE', region: null, line1: null, line2: null, city: null, postalCode: null };
  const given: Account = {
    ...testAccount(...subscriptions),
    billedTo: { ...testPayer, address },
  };
  const progress = advance(given, Date.parse('2027-03-01T00:00:00Z'), defaultTerms);
  const json = JSON.stringify(progress, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return { offset: new Date('2026-07-01T00:00:00Z').getTimezoneOffset(), json };
}

test('[X1] the time zone of the machine changes nothing', () => {
  const zones = ['UTC', 'Pacific/Apia', 'America/New_York', 'Asia/Kathmandu'].map(billedIn);
  // That the zones were really set is half of the proof.
  expect(zones.map(({ offset }) => offset)).toEqual([0, -780, 240, -345]);
  expect(zones[0]!.json.length).toBeGreaterThan(100_000);
  for (const { json } of zones) expect(json === zones[0]!.json).toBe(true);
});
