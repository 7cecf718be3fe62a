import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from './account.js';
import { changeSubscription } from './change.js';
import { sum } from './money.js';
import { DAY } from './periods.js';
import {
  testAccountAt,
  testBusiness,
  testChange,
  testOptions,
  testPrice,
  testSubscription,
} from '../../../../test/engineAccount.js';
import { anyHistory } from '../../../../test/engineHistory.js';
import { conservesMoney, foretells, isTheSameInSteps } from '../../../../test/engineProofs.js';

// A few hundred of each with every run; `histories.prove.test.ts` lives through ten thousand.

test('[X83] what was charged is the time that was had, whatever happened', () => {
  fc.assert(fc.property(anyHistory, conservesMoney), { numRuns: 300 });
});

test('[X70] [X82] [X176] what is previewed is charged, and what is upcoming comes, wherever they live meanwhile', () => {
  fc.assert(fc.property(anyHistory, foretells), { numRuns: 300 });
});

test('[X86] one step or many: the same happens', () => {
  const anySteps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(anyHistory, anySteps, (history, steps) =>
      isTheSameInSteps(
        history,
        steps.sort((a, b) => a - b),
      ),
    ),
    { numRuns: 300 },
  );
});

describe('there and back', () => {
  const start = Date.parse('2026-04-01');
  const settings = ['create_prorations', 'always_invoice'] as const;

  /** 200 changes between two plans, at the given instants: what all lines of them come to. */
  function toggle(
    currency: string,
    unitAmounts: [bigint, bigint],
    quantity: number,
    instants: readonly number[],
    behavior: (typeof settings)[number],
  ) {
    const [one, other] = [testPrice, testBusiness].map((price, index) => ({
      ...price,
      currency,
      unitAmount: unitAmounts[index]!,
    }));
    let account: Account = testAccountAt(
      '2026-04-01',
      testSubscription({ startedAt: start, price: one!, quantity }),
    );
    const net: bigint[] = [];
    for (const [index, pricedAt] of instants.entries()) {
      const change = {
        price: index % 2 === 0 ? other! : one!,
        quantity,
        prorationBehavior: behavior,
        pricedAt,
      };
      const step = changeSubscription(account, 'sub_1', testChange('2026-04-01', change), testOptions);
      net.push(step.invoice?.total ?? step.priced.total);
      account = step.progress.account;
    }
    return { account, total: sum(net) };
  }

  const anyAmounts = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 7n }), fc.bigInt({ min: 1n, max: 10n ** 7n }));
  const anyCurrency = fc.constantFrom('jpy', 'usd', 'kwd');

  test.each(settings)('[X69] 200 times at one instant come to nothing at all (%s)', (behavior) => {
    fc.assert(
      fc.property(
        anyCurrency,
        anyAmounts,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 30 * DAY - 1 }),
        (currency, amounts, quantity, after) => {
          const instants = Array.from({ length: 200 }, () => start + after);
          expect(toggle(currency, amounts, quantity, instants, behavior).total).toBe(0n);
        },
      ),
      { numRuns: 15 },
    );
  });

  test.each(settings)('[X69] 200 times over a month come to the time that was had (%s)', (behavior) => {
    const anyInstants = fc.array(fc.integer({ min: 0, max: 30 * DAY - 1 }), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(anyCurrency, anyAmounts, anyInstants, (currency, amounts, offsets) => {
        const instants = offsets.sort((a, b) => a - b).map((offset) => start + offset);
        const seconds = instants.map((instant) => Math.floor(instant / 1_000));
        // Time on the other plan costs the difference; every second span is spent there.
        const onOther = seconds.reduce(
          (total, second, index) => total + (index % 2 === 0 ? -second : second),
          0,
        );
        const expected = (Number(amounts[1] - amounts[0]) * onOther) / (30 * 86_400);
        const { total } = toggle(currency, amounts, 1, instants, behavior);
        expect(Math.abs(Number(total) - expected)).toBeLessThanOrEqual(200);
      }),
      { numRuns: 15 },
    );
  });
});
