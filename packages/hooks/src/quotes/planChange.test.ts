import { describe, expect, test } from 'vitest';
import { makePrice, makeQuote, makeSubscription, usd } from '../../test/resources.js';
import { BillfoldError } from '../BillfoldError.js';
import { canConfirm, planChange } from './planChange.js';
import {
  initialPlanChange,
  type PlanChangeAction,
  type PlanChangePhase,
  type PlanChangeState,
  type PlanSelection,
} from './PlanChangeState.js';

const TEAM: PlanSelection = { price: 'price_team', quantity: 1, promotionCode: null };
const SEATS: PlanSelection = { ...TEAM, quantity: 5 };
const PENDING_PAYMENT = {
  status: 'processing',
  clientSecret: null,
  amount: usd(9000),
  product: { id: 'prod_team', name: 'Team' },
  price: makePrice('price_team'),
  quantity: 1,
  expiresAt: '2026-11-21T08:00:00.000Z',
} as const;

const after = (...actions: PlanChangeAction[]) => actions.reduce(planChange, initialPlanChange);
const then = (state: PlanChangeState, ...actions: PlanChangeAction[]) => actions.reduce(planChange, state);
const problem = (code: BillfoldError['code'], facts: ConstructorParameters<typeof BillfoldError>[2] = {}) =>
  new BillfoldError(code, code, facts);

const selected = (selection: PlanSelection | null = TEAM): PlanChangeAction => ({
  type: 'selected',
  subscription: 'sub_1',
  selection,
});
const priced = (question = 1, quote = makeQuote()): PlanChangeAction => ({ type: 'priced', question, quote });
const refused = (error: BillfoldError): PlanChangeAction => ({ type: 'refused', problem: error });
const seen = (given: Parameters<typeof makeSubscription>[0]): PlanChangeAction => ({
  type: 'seen',
  subscription: makeSubscription(given),
});
const changed = makeSubscription({ version: 4, price: makePrice('price_team') });

const DECLINED = problem('payment_failed', { status: 402, payment: { failure: 'insufficient_funds' } });
const LOST = problem('timeout');
const NO_CODE = problem('promotion_code_invalid', { status: 400 });
const NOT_CONFIRMED = problem('payment_failed', { payment: { failure: 'authentication_required' } });

/** One state of each phase, reached as a customer reaches it. */
const STATES: Record<PlanChangePhase, PlanChangeState> = {
  choosing: initialPlanChange,
  previewing: after(selected()),
  ready: after(selected(), priced()),
  confirming: after(selected(), priced(), { type: 'confirmed' }),
  authenticating: after(selected(), priced(), { type: 'confirmed' }, requiresAction()),
  settling: after(selected(), priced(), { type: 'confirmed' }, pending()),
  changed: after(selected(), priced(), { type: 'confirmed' }, succeeded()),
  failed: after(selected(), priced(), { type: 'confirmed' }, refused(DECLINED)),
};

/** One action of each type. */
const ACTIONS: { [Type in PlanChangeAction['type']]: Extract<PlanChangeAction, { type: Type }> } = {
  selected: { type: 'selected', subscription: 'sub_1', selection: SEATS },
  priced: { type: 'priced', question: 1, quote: makeQuote() },
  notPriced: { type: 'notPriced', question: 1, problem: NO_CODE },
  outdated: { type: 'outdated' },
  reconnected: { type: 'reconnected' },
  seen: { type: 'seen', subscription: makeSubscription({ version: 9 }) },
  confirmed: { type: 'confirmed' },
  answered: { type: 'answered', answer: { status: 'succeeded', subscription: changed } },
  refused: { type: 'refused', problem: DECLINED },
  continued: { type: 'continued', subscription: 'sub_1', clientSecret: 'pi_1_secret' },
  returned: { type: 'returned', subscription: 'sub_1' },
  settling: { type: 'settling' },
  settled: { type: 'settled', subscription: changed },
  notSettled: { type: 'notSettled', problem: NOT_CONFIRMED },
  reset: { type: 'reset' },
};

function succeeded(): PlanChangeAction {
  return { type: 'answered', answer: { status: 'succeeded', subscription: changed } };
}
function requiresAction(): PlanChangeAction {
  const subscription = makeSubscription({ version: 4 });
  return {
    type: 'answered',
    answer: { status: 'requires_action', clientSecret: 'pi_1_secret', subscription },
  };
}
function pending(): PlanChangeAction {
  const subscription = makeSubscription({ version: 4, pendingPayment: PENDING_PAYMENT });
  return { type: 'answered', answer: { status: 'pending', subscription } };
}

test('[H52] each phase is reached', () => {
  for (const [phase, state] of Object.entries(STATES)) expect(state.phase).toBe(phase);
});

/** Where every action leads in every phase; the phase itself where it changes nothing. */
const TRANSITIONS: Record<PlanChangeAction['type'], Partial<Record<PlanChangePhase, PlanChangePhase>>> = {
  selected: {
    choosing: 'previewing',
    previewing: 'previewing',
    ready: 'previewing',
    changed: 'previewing',
    failed: 'previewing',
  },
  priced: { previewing: 'ready' },
  notPriced: { previewing: 'failed' },
  outdated: { previewing: 'previewing', ready: 'previewing', failed: 'previewing' },
  reconnected: {},
  seen: { ready: 'previewing', failed: 'previewing', settling: 'previewing' },
  confirmed: { ready: 'confirming', failed: 'confirming' },
  answered: { confirming: 'changed' },
  refused: { confirming: 'failed' },
  continued: {
    choosing: 'authenticating',
    previewing: 'authenticating',
    ready: 'authenticating',
    changed: 'authenticating',
    failed: 'authenticating',
  },
  returned: {
    choosing: 'settling',
    previewing: 'settling',
    ready: 'settling',
    changed: 'settling',
    failed: 'settling',
  },
  settling: { authenticating: 'settling' },
  settled: { authenticating: 'changed', settling: 'changed' },
  notSettled: { authenticating: 'previewing', settling: 'previewing' },
  reset: {
    choosing: 'choosing',
    previewing: 'choosing',
    ready: 'choosing',
    changed: 'choosing',
    failed: 'choosing',
  },
};

describe.each(Object.keys(ACTIONS) as PlanChangeAction['type'][])('%s', (type) => {
  test.each(Object.keys(STATES) as PlanChangePhase[])(
    '[H52] leads from %s to where it must, or changes nothing at all',
    (phase) => {
      const before = STATES[phase];
      const next = planChange(before, ACTIONS[type]);
      const expected = TRANSITIONS[type][phase];
      if (expected === undefined) expect(next).toBe(before);
      else expect(next.phase).toBe(expected);
    },
  );
});

test('[H52] no order of 3000 actions leads to a quote that can be confirmed for something else', () => {
  let random = 7;
  const draw = (below: number) => (random = (random * 48_271) % 2_147_483_647) % below;
  const choices: (PlanSelection | null)[] = [TEAM, SEATS, { ...TEAM, promotionCode: 'WELCOME' }, null];
  let state = initialPlanChange;
  let confirmations = 0;
  // What customers do most comes most, or hardly anything would ever be confirmed.
  const usual = [
    'selected',
    'priced',
    'priced',
    'priced',
    'confirmed',
    'confirmed',
    'refused',
    'settled',
  ] as const;
  const types = [...usual, ...usual, ...(Object.keys(ACTIONS) as PlanChangeAction['type'][])];
  for (let step = 0; step < 3000; step++) {
    const type = types[draw(types.length)]!;
    const question = state.question - draw(2);
    // The quote of a question is of what was selected then; of an older one, of something else.
    const asked = question === state.question ? state.selection : SEATS;
    const quote = makeQuote({
      quantity: asked?.quantity ?? 1,
      promotionCode: asked?.promotionCode ?? null,
      dueNow: usd(draw(3)),
    });
    const action: PlanChangeAction =
      type === 'selected'
        ? selected(choices[draw(choices.length)]!)
        : type === 'priced'
          ? priced(question, quote)
          : type === 'notPriced'
            ? { type, question, problem: NO_CODE }
            : ACTIONS[type];
    const next = planChange(state, action);
    if (next.phase === 'confirming' && state.phase !== 'confirming') confirmations += 1;

    if (next.isQuoteFresh) {
      expect(next.quote).toMatchObject({
        quantity: next.selection!.quantity,
        promotionCode: next.selection!.promotionCode,
      });
    }
    if (canConfirm(next)) expect(next.selection).not.toBeNull();
    expect(next.problem === null).toBe(next.failedAt === null);
    if (next.phase === 'previewing') expect(next.selection).not.toBeNull();
    if (next.clientSecret !== null) expect(next.phase).toBe('authenticating');
    state = next;
  }
  expect(confirmations).toBeGreaterThan(20);
});

describe('a preview', () => {
  test('[H51] keeps the quote before on the screen, which can not be confirmed', () => {
    const state = then(STATES.ready, selected(SEATS));
    expect(state).toMatchObject({ phase: 'previewing', selection: SEATS, isQuoteFresh: false });
    expect(state.quote?.id).toBe('qt_1');
    expect(canConfirm(state)).toBe(false);
  });

  test('[H52] that answers an older question is dropped', () => {
    const state = after(selected(), selected(SEATS));
    expect(then(state, priced(1))).toBe(state);
    expect(then(state, { type: 'notPriced', question: 1, problem: NO_CODE })).toBe(state);
    const quote = makeQuote({ id: 'qt_2', quantity: 5 });
    expect(then(state, priced(2, quote))).toMatchObject({ phase: 'ready', quote, isQuoteFresh: true });
  });

  test('[H52] from before a reset is dropped too', () => {
    const state = after(selected(), { type: 'reset' }, selected());
    expect(then(state, priced(1))).toBe(state);
  });

  test('[H51] is not made again for what is chosen already', () => {
    expect(then(STATES.ready, selected({ ...TEAM }))).toBe(STATES.ready);
    expect(then(STATES.previewing, selected({ ...TEAM }))).toBe(STATES.previewing);
  });

  test('[H51] that failed can be had by choosing the same again', () => {
    const failed = after(selected(), { type: 'notPriced', question: 1, problem: LOST });
    expect(failed).toMatchObject({ phase: 'failed', failedAt: 'preview', problem: LOST, selection: TEAM });
    expect(canConfirm(failed)).toBe(false);
    expect(then(failed, selected())).toMatchObject({ phase: 'previewing', problem: null });
    expect(then(failed, { type: 'outdated' })).toMatchObject({ phase: 'previewing', problem: null });
  });

  test('[H56] that nobody answered is asked for again when the connection is back, and no other', () => {
    const unheard = after(selected(), { type: 'notPriced', question: 1, problem: LOST });
    expect(then(unheard, { type: 'reconnected' })).toMatchObject({ phase: 'previewing', problem: null });
    const refusedCode = after(selected(), { type: 'notPriced', question: 1, problem: NO_CODE });
    expect(then(refusedCode, { type: 'reconnected' })).toBe(refusedCode);
    const unheardChange = then(STATES.confirming, refused(LOST));
    expect(then(unheardChange, { type: 'reconnected' })).toBe(unheardChange);
  });

  test('[H67] of what has come about elsewhere is none either', () => {
    const noChange = problem('no_change', { status: 409 });
    const state = then(STATES.ready, selected(SEATS), { type: 'notPriced', question: 2, problem: noChange });
    expect(state).toMatchObject({ phase: 'choosing', selection: null, quote: null, problem: null });
  });

  test('[H51] of what there is already is none', () => {
    expect(then(STATES.ready, selected(null))).toMatchObject({
      phase: 'choosing',
      selection: null,
      quote: null,
    });
  });
});

describe('a quote', () => {
  test('[H53] can not be confirmed while something stands against it', () => {
    const blocked = makeQuote({ blockers: [{ code: 'past_due', message: null }] });
    const state = after(selected(), priced(1, blocked));
    expect(canConfirm(state)).toBe(false);
    expect(then(state, { type: 'confirmed' })).toBe(state);
  });

  test('[H56] is asked for again when the subscription has changed since, and not for older news', () => {
    expect(then(STATES.ready, seen({ version: 3 }))).toBe(STATES.ready);
    expect(then(STATES.ready, seen({ version: 2 }))).toBe(STATES.ready);
    expect(then(STATES.ready, seen({ version: 4 }))).toMatchObject({
      phase: 'previewing',
      isQuoteFresh: false,
      question: 2,
    });
  });

  test('[H56] is asked for once for each version, also when it is still of the one before', () => {
    const behind = then(STATES.ready, seen({ version: 4 }), priced(2));
    expect(then(behind, seen({ version: 4 }))).toBe(behind);
    expect(then(behind, seen({ version: 5 })).phase).toBe('previewing');
  });

  test('[H54] that costs something else than a moment ago says what it was', () => {
    const dearer = makeQuote({ id: 'qt_2', dueNow: usd(9100) });
    const state = then(STATES.ready, { type: 'outdated' }, priced(2, dearer));
    expect(state).toMatchObject({ phase: 'ready', quote: dearer, replacedQuote: { id: 'qt_1' } });
    expect(then(state, { type: 'confirmed' })).toMatchObject({ replacedQuote: null });
    expect(then(state, selected(SEATS))).toMatchObject({ replacedQuote: null });

    const same = then(STATES.ready, { type: 'outdated' }, priced(2, makeQuote({ id: 'qt_2' })));
    expect(same.replacedQuote).toBeNull();
    const other = then(STATES.ready, selected(SEATS), priced(2, makeQuote({ quantity: 5, dueNow: usd(1) })));
    expect(other.replacedQuote).toBeNull();
  });
});

describe('a refusal', () => {
  test('[H55] of the payment leaves what is chosen and its quote, to be confirmed again', () => {
    const { failed } = STATES;
    expect(failed).toMatchObject({ selection: TEAM, problem: DECLINED, failedAt: 'confirmation' });
    expect(canConfirm(failed)).toBe(true);
    expect(then(failed, { type: 'confirmed' })).toMatchObject({ phase: 'confirming', problem: null });
  });

  test('[H54] with another quote shows that one, and what was shown before, and asks again', () => {
    const now = makeQuote({ id: 'qt_2', dueNow: usd(9200) });
    const stale = problem('quote_stale', { status: 409, quote: now });
    const state = then(STATES.confirming, refused(stale));
    expect(state).toMatchObject({
      phase: 'ready',
      quote: now,
      replacedQuote: { id: 'qt_1' },
      isQuoteFresh: true,
      problem: stale,
      failedAt: 'confirmation',
    });
    expect(canConfirm(state)).toBe(true);
  });

  test('[H54] because of what the app says shows its blockers', () => {
    const now = makeQuote({ id: 'qt_2', blockers: [{ code: 'app', message: 'Remove 5 members first.' }] });
    const state = then(STATES.confirming, refused(problem('change_blocked', { status: 409, quote: now })));
    expect(state.quote?.blockers).toHaveLength(1);
    expect(canConfirm(state)).toBe(false);
  });

  test.each(['quote_stale', 'version_stale', 'change_blocked'] as const)(
    '[H54] by %s without a quote has it priced again, and says why',
    (code) => {
      const stale = problem(code, { status: 409 });
      const state = then(STATES.confirming, refused(stale));
      expect(state).toMatchObject({ phase: 'previewing', isQuoteFresh: false, problem: stale });
      expect(then(state, priced(2, makeQuote({ subscriptionVersion: 4 })))).toMatchObject({
        phase: 'ready',
        problem: stale,
      });
    },
  );
});

test.each(['unauthorized', 'link_expired'] as const)(
  '[H65] a session that ended with %s is forgotten as soon as the choice is priced again',
  (code) => {
    const ended = then(STATES.confirming, refused(problem(code, { status: 401 })));
    expect(ended).toMatchObject({ phase: 'failed', problem: { code }, failedAt: 'confirmation' });
    const again = then(ended, { type: 'outdated' });
    expect(again).toMatchObject({ phase: 'previewing', problem: null, failedAt: null, selection: TEAM });
    expect(canConfirm(then(again, priced(2)))).toBe(true);
    expect(then(STATES.failed, { type: 'outdated' })).toMatchObject({ problem: DECLINED });
  },
);

describe('a confirmation that nobody answered', () => {
  const unheard = then(STATES.confirming, refused(LOST));

  test('[H55] can be sent again with the same quote', () => {
    expect(unheard).toMatchObject({ phase: 'failed', isQuoteFresh: true, quote: { id: 'qt_1' } });
    expect(canConfirm(unheard)).toBe(true);
  });

  test('[H55] was done when the subscription is as chosen, now or for later', () => {
    expect(then(unheard, { type: 'seen', subscription: changed })).toMatchObject({
      phase: 'changed',
      result: changed,
    });
    const { product, price, quantity } = makeQuote();
    const pendingChange = {
      product,
      price,
      quantity,
      amount: usd(12_000),
      effectiveAt: '2026-12-01T00:00:00.000Z',
    };
    expect(then(unheard, seen({ version: 4, pendingChange })).phase).toBe('changed');
  });

  test('[H55] was not done when it is otherwise, and is priced again', () => {
    expect(then(unheard, seen({ version: 4 }))).toMatchObject({ phase: 'previewing', selection: TEAM });
  });

  test('[H55] is not taken for done where the refusal is certain', () => {
    expect(then(STATES.failed, { type: 'seen', subscription: changed }).phase).toBe('previewing');
  });
});

describe('a payment on its way', () => {
  test('[H60] is done only when the subscription is as chosen', () => {
    const { settling } = STATES;
    expect(then(settling, seen({ version: 4, pendingPayment: PENDING_PAYMENT }))).toBe(settling);
    expect(then(settling, { type: 'seen', subscription: { ...changed, version: 5 } }).phase).toBe('changed');
    const failed = then(settling, seen({ version: 5 }));
    expect(failed).toMatchObject({ problem: { code: 'payment_failed' }, selection: TEAM });
  });

  test('[H55] that fails leaves what is chosen, says why, and has it priced again', () => {
    const state = then(STATES.authenticating, { type: 'notSettled', problem: NOT_CONFIRMED });
    expect(state).toMatchObject({
      phase: 'previewing',
      selection: TEAM,
      problem: NOT_CONFIRMED,
      clientSecret: null,
    });
    const again = then(state, priced(2, makeQuote({ id: 'qt_2', subscriptionVersion: 5 })));
    expect(again).toMatchObject({ phase: 'ready', problem: NOT_CONFIRMED });
  });

  test.each(['confirming', 'authenticating', 'settling'] as const)(
    '[H68] is not forgotten by a reset while it is %s',
    (phase) => expect(then(STATES[phase], { type: 'reset' })).toBe(STATES[phase]),
  );

  test('[H61] that the customer comes back from has no choice to go back to', () => {
    const returned = after({ type: 'returned', subscription: 'sub_1' });
    expect(then(returned, { type: 'settled', subscription: changed })).toMatchObject({ phase: 'changed' });
    expect(then(returned, { type: 'notSettled', problem: NOT_CONFIRMED })).toMatchObject({
      phase: 'failed',
      selection: null,
    });
  });
});

describe('another subscription', () => {
  const OTHER = 'sub_2';

  describe.each([
    ['older', 1],
    ['as old', 3],
    ['newer', 9],
  ])('that is %s', (_, version) => {
    const other = seen({ id: OTHER, version });

    test.each(['previewing', 'ready', 'changed', 'failed'] as const)(
      '[H64] takes nothing over from one that is %s',
      (phase) => {
        const before = STATES[phase];
        const next = then(before, other);
        expect(next).toEqual({ ...initialPlanChange, question: before.question + 1 });
        expect(canConfirm(next)).toBe(false);
        expect(then(next, priced(before.question))).toBe(next);
      },
    );

    test.each(['confirming', 'authenticating', 'settling'] as const)(
      '[H64] does not end what is %s, and is not taken for its outcome',
      (phase) => {
        expect(then(STATES[phase], other)).toBe(STATES[phase]);
        const asChosen = seen({ id: OTHER, version, price: makePrice('price_team') });
        expect(then(STATES[phase], asChosen)).toBe(STATES[phase]);
      },
    );
  });

  test('[H64] begins anew as soon as it is clear what became of the money of the one before', () => {
    const paid = then(STATES.settling, { type: 'settled', subscription: changed });
    expect(then(paid, seen({ id: OTHER }))).toMatchObject({ phase: 'choosing', result: null });
    const unpaid = then(STATES.settling, { type: 'notSettled', problem: NOT_CONFIRMED });
    expect(then(unpaid, seen({ id: OTHER }))).toMatchObject({ phase: 'choosing', problem: null });
  });

  test('[H64] that something is chosen for, or paid for, keeps nothing of the one before', () => {
    const chosen = then(STATES.ready, { type: 'selected', subscription: OTHER, selection: TEAM });
    expect(chosen).toMatchObject({ phase: 'previewing', subscription: OTHER, selection: TEAM, quote: null });
    const continued = then(STATES.ready, {
      type: 'continued',
      subscription: OTHER,
      clientSecret: 'pi_2_secret',
    });
    expect(continued).toMatchObject({ phase: 'authenticating', subscription: OTHER, selection: null });
  });
});

test('[H51] after a change everything begins anew', () => {
  expect(STATES.changed).toMatchObject({ selection: null, isQuoteFresh: false, result: changed });
  const next = then(STATES.changed, selected());
  expect(next).toMatchObject({ phase: 'previewing', quote: null, result: null });
});
