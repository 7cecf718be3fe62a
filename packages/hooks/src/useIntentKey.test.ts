import { expect, test } from 'vitest';
import { BillfoldError } from './BillfoldError.js';
import { intentKeys } from './useIntentKey.js';

/** The keys under which a press is sent, when its tries end like this. */
async function keysOf(...answers: (BillfoldError | 'done')[]): Promise<string[]> {
  const underKey = intentKeys();
  const keys: string[] = [];
  for (const answer of answers) {
    await underKey({ pay: 'in_1' }, async (key) => {
      keys.push(key);
      if (answer !== 'done') throw answer;
    }).catch(() => {});
  }
  return keys;
}

const refusedWith = (
  code: 'unauthorized' | 'rate_limited' | 'change_in_progress' | 'conflict',
  status: number,
) => new BillfoldError(code, '', { status });
const lost = new BillfoldError('network', '', { status: null });

test.each([
  ['nobody knew who asked', refusedWith('unauthorized', 401)],
  ['it was asked too often', refusedWith('rate_limited', 429)],
  ['another change was under way', refusedWith('change_in_progress', 409)],
])('[H40] a try that was turned away because %s says nothing of the one before', async (_why, turnedAway) => {
  const [first, second, third] = await keysOf(lost, turnedAway, 'done');
  expect([second, third]).toEqual([first, first]);
});

test('[H40] a definite answer ends an intent', async () => {
  const [first, second, third] = await keysOf(refusedWith('conflict', 409), 'done', 'done');
  expect(new Set([first, second, third]).size).toBe(3);
});
