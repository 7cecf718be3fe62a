import { afterAll, beforeAll, expect, test } from 'vitest';
import { pick, runAll, runFaults, worldOf, type Course, type FaultyWorld } from '../testing/faultRuns.js';
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

function openWorld(remote: RemotePortal): FaultyWorld {
  const { network } = remote;
  const made = () => [...network.done.values()].filter(({ outcome }) => 'value' in outcome);
  return worldOf(remote, {
    begin: () => remote.subscribe(),
    prices: ['price_teamMonthly', 'price_proMonthly'],
    breakCalls: (random) => {
      network.mishap = () => (random() < 0.15 ? pick(random, mishaps) : null);
    },
    mend: () => void (network.mishap = () => null),
    mark: () => made().length,
    doneSince: (mark) =>
      made()
        .slice(mark)
        .map(({ name }) => name),
  });
}

const course: Course = { lessons: new Map(), stops: { deaths: 0, faults: 0 } };

test(`[S316] ${RUNS} runs of lost calls and dead servers: each change is made exactly once, and told of`, async () => {
  const world = openWorld(remote);
  expect(await runAll(world, course, { taught: 24, firstSeed: FIRST_SEED, runs: RUNS })).toBeNull();
  // A proof in which little went wrong would have proved little.
  expect(course.stops.deaths).toBeGreaterThan(RUNS / 10);
  expect(course.stops.faults).toBeGreaterThan(RUNS / 2);
});

test('[S316] a provider that does not know keys again is found out', async () => {
  remote.network.knowsKeys = false;
  const world = openWorld(remote);
  const found: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + 30; seed++) {
    const wrong = await runFaults(world, seed, { ...course, teach: false }).catch(String);
    if (wrong) found.push(wrong);
  }
  expect(found).not.toEqual([]);
});
