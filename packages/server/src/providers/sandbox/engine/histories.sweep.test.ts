import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyHistory } from '../../../../test/engineHistory.js';
import { conservesMoney, foretells, isTheSameInSteps } from '../../../../test/engineProofs.js';

const HISTORIES = process.env['BILLFOLD_PROVE'] === 'full' ? 100_000 : 10_000;
// Money is what must not be lost; the other two are slower, and show their faults sooner.
const FEWER = HISTORIES / 5;
const endless = { timeout: 3_600_000 };

test(`[X83] ${HISTORIES} histories: money is conserved`, endless, () => {
  expect(fc.check(fc.property(anyHistory, conservesMoney), { numRuns: HISTORIES })).toMatchObject({
    failed: false,
  });
});

test(`[X70] [X82] ${FEWER} histories: previews are charged, and upcoming invoices come`, endless, () => {
  expect(fc.check(fc.property(anyHistory, foretells), { numRuns: FEWER })).toMatchObject({
    failed: false,
  });
});

test(`[X86] ${FEWER} histories: one step or many`, endless, () => {
  const anySteps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 });
  const property = fc.property(anyHistory, anySteps, (history, steps) =>
    isTheSameInSteps(
      history,
      steps.sort((a, b) => a - b),
    ),
  );
  expect(fc.check(property, { numRuns: FEWER })).toMatchObject({ failed: false });
});
