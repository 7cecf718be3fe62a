import { afterAll, beforeAll, expect, test } from 'vitest';
import { pick, runFaults, type FaultyWorld, type Lessons } from '../testing/faultRuns.js';
import type { Mishap } from '../testing/Network.js';
import { openRemotePortal, type RemotePortal } from '../testing/openRemotePortal.js';

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 3_000 : 500;
const FIRST_SEED = Number(process.env['BILLFOLD_SEED'] ?? 1);

let remote: RemotePortal;
beforeAll(async () => {
  remote = await openRemotePortal({
    features: { subscriptionUpdate: { scheduleAtPeriodEnd: [], prorationBehavior: 'always_invoice' } },
    providerTimeoutMs: 10_000,
  });
});
afterAll(() => remote?.close());

const mishaps: Mishap[] = ['lost_before', 'lost_after', 'not_sent', 'dead'];

function worldOf(remote: RemotePortal): FaultyWorld {
  const { network, database } = remote;
  const made = () => [...network.done.values()].filter(({ outcome }) => 'value' in outcome);
  return {
    database,
    get life() {
      return remote.life;
    },
    begin: () => remote.subscribe(),
    prices: ['price_teamMonthly', 'price_proMonthly'],
    merchant: async (method, path, body, key) => {
      const sent = await remote.asMerchant(method, path, body, key);
      return { status: sent.status, body: await sent.json() };
    },
    breakCalls: (random) => {
      network.mishap = () => (random() < 0.15 ? pick(random, mishaps) : null);
    },
    mend: () => void (network.mishap = () => null),
    restart: () => remote.restart(),
    recover: () => remote.recover(),
    mark: () => made().length,
    doneSince: (mark) =>
      made()
        .slice(mark)
        .map(({ name }) => name),
  };
}

const lessons: Lessons = new Map();
const stops = { deaths: 0, faults: 0 };

test(`[S316] ${RUNS} runs of lost calls and dead servers: each change is made exactly once, and told of`, async () => {
  const world = worldOf(remote);
  for (let seed = 1; seed <= 24; seed++)
    expect(await runFaults(world, seed, { lessons, teach: true, stops }), `lesson ${seed}`).toBeNull();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++)
    expect(
      await runFaults(world, seed, { lessons, teach: false, stops }),
      `BILLFOLD_SEED=${seed}`,
    ).toBeNull();
  // A proof in which little went wrong would have proved little.
  expect(stops.deaths).toBeGreaterThan(RUNS / 10);
  expect(stops.faults).toBeGreaterThan(RUNS / 2);
});

test('[S316] a provider that does not know keys again is found out', async () => {
  remote.network.knowsKeys = false;
  const world = worldOf(remote);
  const found: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + 30; seed++) {
    const wrong = await runFaults(world, seed, { lessons, teach: false, stops }).catch(String);
    if (wrong) found.push(wrong);
  }
  expect(found).not.toEqual([]);
});
