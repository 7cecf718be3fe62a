import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStripePortal, type StripePortal } from '../../../test/openStripePortal.js';
import type { Fault } from '../../../test/stripe-double/index.js';
import { runFaults, type FaultyWorld, type Lessons } from '../../testing/faultRuns.js';

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 2_000 : 60;
const FIRST_SEED = Number(process.env['BILLFOLD_SEED'] ?? 1);

let opened: StripePortal;
beforeAll(async () => {
  opened = await openStripePortal({ timeoutMs: 4_000, providerTimeoutMs: 8_000, providerPatienceMs: 8_000 });
});
afterAll(async () => {
  const found = opened && [opened.shop.double.complaints(), opened.shop.double.defects];
  await opened?.close();
  expect(found).toEqual([[], []]);
});

// A 500 that Stripe remembers under its key is not among these: what it was made by is told by Stripe's notice and not by the
// change's own answer (S317).
const faults: Fault[] = ['drop_before', 'drop_after', 'cut_body', 'unavailable', 'rate_limit', 'html'];

function worldOf(portal: StripePortal): FaultyWorld {
  const { double, offer } = portal.shop;
  return {
    database: portal.database,
    get life() {
      return portal.life;
    },
    begin: () => portal.subscribe(offer.basic.month),
    prices: [offer.basic.month, offer.pro.month],
    merchant: async (method, path, body, key) => {
      const sent = await portal.asMerchant(method, path, body, key);
      return { status: sent.status, body: await sent.json() };
    },
    breakCalls: (random) => {
      double.faults.clear();
      for (const fault of faults) double.faults.every(() => random() < 0.02, fault, 1);
    },
    mend: () => double.faults.clear(),
    restart: () => portal.restart(),
    recover: async () => {
      await portal.database.execute(
        sql`update intents set leased_until = clock_timestamp() - interval '1 second' where finished_at is null`,
      );
      return portal.portal.recoverIntents();
    },
    mark: () => double.mutations.length,
    doneSince: (mark) =>
      double.mutations
        .slice(mark)
        .map(({ method, path }) => `${method} ${path.replace(/_[A-Za-z0-9]{6,}/g, '_…')}`),
  };
}

const lessons: Lessons = new Map();
const stops = { deaths: 0, faults: 0 };

test(`[S316] ${RUNS} runs of the whole portal on Stripe's double: each change is made exactly once, and told of`, async () => {
  const world = worldOf(opened);
  for (let seed = 1; seed <= 16; seed++)
    expect(await runFaults(world, seed, { lessons, teach: true, stops }), `lesson ${seed}`).toBeNull();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++)
    expect(
      await runFaults(world, seed, { lessons, teach: false, stops }),
      `BILLFOLD_SEED=${seed}`,
    ).toBeNull();
  expect(stops.deaths).toBeGreaterThan(RUNS / 10);
  expect(stops.faults).toBeGreaterThan(RUNS / 4);
});
