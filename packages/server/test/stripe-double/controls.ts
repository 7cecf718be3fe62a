import { confirmSetup } from './resources/confirmSetup.js';
import type { ChargeDecision, State } from './State.js';

/** What is Stripe.js's, a bank's or time's to do. */
export interface Controls {
  /** Decides how the next charge of a customer ends; the ones after it go by their payment method again. */
  decideNextCharge(customer: string, decision: ChargeDecision): void;
  /** Confirms a setup intent as Stripe.js would, in the place of a person. */
  confirmSetup(
    clientSecret: string,
    entered: Parameters<typeof confirmSetup>[2],
    said?: 'authenticated' | 'refused',
  ): void;
  /** Lets happen what has fallen due for those who have no test clock. */
  settle(): void;
}

export function controlsOf(state: State, clock: () => number): Controls {
  return {
    decideNextCharge: (customer, decision) => void state.decisions.set(customer, decision),
    confirmSetup: (clientSecret, entered, said) => void confirmSetup(state, clientSecret, entered, said),
    settle: () => {
      const without = [...state.customers.values()].filter(({ test_clock: own }) => !own);
      state.runDue(new Set([null, ...without.map(({ id }) => id)]), clock());
    },
  };
}
