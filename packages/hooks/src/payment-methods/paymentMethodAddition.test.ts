import type { PaymentMethod } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { BillfoldError } from '../BillfoldError.js';
import {
  canSubmit,
  initialPaymentMethodAddition as initial,
  isUnderWay,
  notConfirmed,
  paymentMethodAddition,
  type PaymentMethodAdditionAction as Action,
  type PaymentMethodAdditionState as State,
} from './paymentMethodAddition.js';

const setupIntent = { id: 'seti_1', clientSecret: 'seti_1_secret_2' };
const paymentMethod = { id: 'pm_1' } as PaymentMethod;
const problem = (code: 'unauthorized' | 'not_found' | 'internal' | 'network', status: number | null) =>
  new BillfoldError(code, code, { status });

const actions: Action[] = [
  { type: 'submitted' },
  { type: 'invalid' },
  { type: 'prepared', setupIntent },
  { type: 'notPrepared', problem: problem('network', null) },
  { type: 'accepted', isCertain: true },
  { type: 'accepted', isCertain: false },
  { type: 'notAccepted', problem: notConfirmed() },
  { type: 'asked', clientSecret: 'seti_1_secret_3' },
  { type: 'delayed' },
  { type: 'finished', paymentMethod, moved: [] },
  { type: 'notFinished', problem: problem('internal', 500) },
  { type: 'notFinished', problem: problem('network', null) },
  { type: 'notFinished', problem: problem('unauthorized', 401) },
  { type: 'notFinished', problem: problem('not_found', 404) },
  { type: 'reset' },
];

const after = (...taken: Action[]) => taken.reduce(paymentMethodAddition, initial);
const accepted = [
  actions[0]!,
  { type: 'prepared', setupIntent },
  { type: 'accepted', isCertain: true },
] as const satisfies Action[];

/** Numbers that look random and are the same in every run. */
function* random(seed: number) {
  for (let at = seed; ;) {
    at = (at * 1_103_515_245 + 12_345) % 2 ** 31;
    yield at / 2 ** 31;
  }
}

test('[H87] whatever happens in whatever order, the state holds together', () => {
  const numbers = random(20_261_120);
  const seen = new Set<string>();
  let state: State = initial;
  for (let step = 0; step < 50_000; step++) {
    const before = state;
    const action = actions[Math.floor(numbers.next().value! * actions.length)]!;
    state = paymentMethodAddition(before, action);
    seen.add(state.status);

    const { status } = state;
    expect(state.paymentMethod !== null, status).toBe(status === 'succeeded');
    expect(state.problem !== null, status).toBe(status === 'failed' || status === 'unknown');
    if (status === 'confirming' || status === 'finishing') expect(state.setupIntent).not.toBeNull();
    if (state.isAccepted) expect(state.setupIntent).not.toBeNull();
    if (isUnderWay(state)) expect(canSubmit(state)).toBe(false);
    // Nobody gets from what is entered to what is on file but through the bank and the portal.
    if (status === 'succeeded' && before.status !== status)
      expect(['finishing', 'pending']).toContain(before.status);
    if (status === 'finishing' && before.status !== status && before.status !== 'confirming')
      expect(before.isAccepted).toBe(true);
  }
  expect(seen.size).toBe(8);
});

describe('what is not heard', () => {
  test.each([problem('network', null), problem('internal', 500)])(
    '[H82] of the end ($code) is no failure, and the next press only sends it again',
    (unheard) => {
      const state = after(...accepted, { type: 'notFinished', problem: unheard });
      expect(state).toMatchObject({ status: 'unknown', problem: unheard });
      expect(paymentMethodAddition(state, { type: 'submitted' })).toMatchObject({
        status: 'finishing',
        setupIntent,
        problem: null,
      });
    },
  );

  test('[H89] of the confirmation is asked of the portal, and confirmed again if that is not heard either', () => {
    const state = after(
      ...accepted.slice(0, 2),
      { type: 'accepted', isCertain: false },
      { type: 'notFinished', problem: problem('network', null) },
    );
    expect(state.status).toBe('unknown');
    expect(paymentMethodAddition(state, { type: 'submitted' })).toMatchObject({
      status: 'preparing',
      setupIntent,
    });
  });
});

test('[H83] a session that is over takes nothing back that was accepted', () => {
  const state = after(...accepted, { type: 'notFinished', problem: problem('unauthorized', 401) });
  expect(state.status).toBe('failed');
  expect(paymentMethodAddition(state, { type: 'submitted' }).status).toBe('finishing');
  // The page itself says so, without a status, when nobody is signed in any more.
  expect(after(...accepted, { type: 'notFinished', problem: problem('unauthorized', null) }).status).toBe(
    'failed',
  );
});

test('[H80] an intent is kept over a refusal, and forgotten when it is not there', () => {
  const refused = after(...accepted.slice(0, 2), { type: 'notAccepted', problem: notConfirmed() });
  expect(refused).toMatchObject({ status: 'failed', setupIntent });
  const gone = after(...accepted, { type: 'notFinished', problem: problem('not_found', 404) });
  expect(gone).toMatchObject({ status: 'failed', setupIntent: null });
});
