import type { Client } from '../client.js';

/** One confirmation that a customer must give their bank. */
export interface AuthenticationStep {
  /** Of the answer `requires_action`. It opens this one payment: keep it out of addresses and logs. */
  clientSecret: string;
  /** Where a bank that takes the whole page must send the customer back to. What happened is found out there. */
  returnUrl: string;
  /** Where to draw: an element in the page, never in a dialog. Null: there is none, use the whole page. */
  container: HTMLElement | null;
  client: Client;
  /** Aborts when nobody waits for the answer any more: take away what was drawn. */
  signal: AbortSignal;
}

/**
 * `abandoned`: the customer went away from it. `unknown`: nobody here knows how it ended. All of them are what the page
 * saw; what is true is asked of the portal.
 */
export type AuthenticationResult = 'authenticated' | 'refused' | 'abandoned' | 'unknown';

/** Lets the customer confirm a payment with their bank. It depends on who bills, so the root is given one. */
export type Authenticate = (step: AuthenticationStep) => Promise<AuthenticationResult>;
