import type Stripe from 'stripe';
import type { State } from '../State.js';
import { dueOf } from './due.js';

/** Lets time pass for the customers of a test clock, and everything happen that falls due on the way, in its order. */
export function advance(state: State, clock: Stripe.TestHelpers.TestClock, to: number): void {
  const customers = [...state.customers.values()].filter(({ test_clock }) => test_clock === clock.id);
  happenUntil(state, new Set(customers.map(({ id }) => id)), to, (now) => {
    clock.frozen_time = now;
  });
  clock.frozen_time = Math.max(clock.frozen_time, to);
}

/**
 * Lets everything happen that falls due for these customers until an instant.
 *
 * @param moveTo says that it is so late.
 */
export function happenUntil(
  state: State,
  customers: ReadonlySet<string>,
  to: number,
  moveTo: (now: number) => void,
): void {
  let now = -Infinity;
  for (;;) {
    const due = dueOf(state, customers);
    const next = due.reduce<(typeof due)[number] | null>(
      (first, it) => (first && first.at <= it.at ? first : it),
      null,
    );
    const others = state.nextDue(customers) ?? Infinity;
    const at = Math.max(Math.min(next?.at ?? Infinity, others), now);
    if (at > to) return;
    now = at;
    moveTo(now);
    if (others <= (next?.at ?? Infinity)) state.runDue(customers, now);
    else next!.happen(now);
  }
}
