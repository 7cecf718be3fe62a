import { commands } from 'vitest/browser';

/** What the tests' browser can do that no page can: reach into frames, and stand in the way of the network; see scripts/vitest. */
export const fieldsBrowser = commands as unknown as {
  answerStripe(how: 'double' | 'blocked' | 'empty' | 'silent'): Promise<void>;
  clickInFrame(frame: string, selector: string): Promise<void>;
  fillInFrame(frame: string, label: string, text: string): Promise<void>;
  readFrame(frame: string, expression: string): Promise<unknown>;
  takeRequests(): Promise<string[]>;
  typeInFrame(frame: string, label: string, text: string): Promise<void>;
};

/** What the double keeps for tests to look at; nothing that was entered. */
export interface StripeDouble {
  log: string[];
  isOffline: boolean;
  losesAnswers: boolean;
  loadError: { type: string } | null;
  appearance: { theme: string; variables: Record<string, string> } | null;
}

/** The double, once the page has loaded it from Stripe's address. */
export const stripeDouble = () => (window as unknown as { stripeDouble: StripeDouble }).stripeDouble;

/** Where the sandbox's card page is served beside the tests. */
export const CARD_PAGE = `http://fields.localhost:${location.port}/billfold-fields/`;
