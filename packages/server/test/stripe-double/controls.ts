import { confirmPayment, happenUntil } from './billing/index.js';
import { confirmSetup } from './resources/confirmSetup.js';
import type { ChargeDecision, State } from './State.js';

/** What is Stripe.js's, a bank's or time's to do. Customers with a test clock have its time, which the API advances. */
export interface Controls {
  /** Decides how the next charge of a customer ends; the ones after it go by their payment method again. */
  decideNextCharge(customer: string, decision: ChargeDecision): void;
  /** Says to a payment that waits for its bank what the customer says to it. */
  confirmPayment(clientSecret: string, said: 'authenticated' | 'refused'): void;
  /**
   * Confirms a setup intent as Stripe.js would, in the place of a person.
   *
   * @param entered what is entered in the fields: a kind, or one of Stripe's test ids.
   * @param said what is said to the bank, where it asks or has asked.
   */
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
    confirmPayment: (clientSecret, said) => void confirmPayment(state, clientSecret, said),
    confirmSetup: (clientSecret, entered, said) => void confirmSetup(state, clientSecret, entered, said),
    settle: () => {
      const clockless = [...state.customers.values()].filter(({ test_clock: own }) => !own);
      happenUntil(state, new Set(clockless.map(({ id }) => id)), clock(), () => {});
      state.runDue(new Set([null]), clock());
    },
  };
}
