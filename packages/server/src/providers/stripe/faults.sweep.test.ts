import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStripePortal, type StripePortal } from '../../../test/openStripePortal.js';
import type { Fault } from '../../../test/stripe-double/index.js';
import { runAll, worldOf, type Course, type FaultyWorld } from '../../testing/faultRuns.js';

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

function openWorld(portal: StripePortal): FaultyWorld {
  const { double, offer } = portal.shop;
  return worldOf(portal, {
    begin: () => portal.subscribe(offer.basic.month),
    prices: [offer.basic.month, offer.pro.month],
    breakCalls: (random) => {
      double.faults.clear();
      for (const fault of faults) double.faults.every(() => random() < 0.02, fault, 1);
    },
    mend: () => double.faults.clear(),
    mark: () => double.mutations.length,
    doneSince: (mark) =>
      double.mutations
        .slice(mark)
        .map(({ method, path }) => `${method} ${path.replace(/_[A-Za-z0-9]{6,}/g, '_…')}`),
  });
}

test(`[S316] ${RUNS} runs of the whole portal on Stripe's double: each change is made exactly once, and told of`, async () => {
  const course: Course = { lessons: new Map(), stops: { deaths: 0, faults: 0 } };
  const world = openWorld(opened);
  expect(await runAll(world, course, { taught: 16, firstSeed: FIRST_SEED, runs: RUNS })).toBeNull();
  expect(course.stops.deaths).toBeGreaterThan(RUNS / 10);
  expect(course.stops.faults).toBeGreaterThan(RUNS / 4);
});
