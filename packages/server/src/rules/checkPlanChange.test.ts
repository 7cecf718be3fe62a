import { afterEach, expect, test, vi } from 'vitest';
import type { BillfoldError } from '../errors.js';
import { askPlanCheck, type CheckPlanChange, type ProposedPlanChange } from './checkPlanChange.js';

const change = {} as ProposedPlanChange;
const refusal = (check: unknown) =>
  askPlanCheck(check as CheckPlanChange, change).then(
    () => null,
    (error: BillfoldError) => error.code,
  );

afterEach(() => void vi.useRealTimers());

test('[S77] what the app says is passed on, and silence is consent', async () => {
  expect(await askPlanCheck(undefined, change)).toEqual({ blockers: [], warnings: [] });
  for (const silence of [undefined, null, {}, { blockers: [] }]) {
    expect(await askPlanCheck(() => silence, change)).toEqual({ blockers: [], warnings: [] });
  }
  const said = { blockers: ['Remove 5 members first.'], warnings: ['Three projects become read-only.'] };
  expect(await askPlanCheck(async () => said, change)).toEqual(said);
});

test('[S78] an app that fails, or says something else, has not consented', async () => {
  const answers = [
    () => Promise.reject(new Error('down')),
    () => {
      throw new Error('broken');
    },
    () => 'ok',
    () => ({ blockers: 'no' }),
    () => ({ blockers: [''] }),
    () => ({ warnings: Array.from({ length: 21 }, () => 'much') }),
    () => ({ blockers: ['x'.repeat(501)] }),
  ];
  for (const answer of answers) expect(await refusal(answer)).toBe('plan_check_unavailable');
});

test('[S78] an app that never answers is not waited for', async () => {
  vi.useFakeTimers();
  const asked = refusal(() => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await asked).toBe('plan_check_unavailable');
});
