import { plural } from '../plural.js';

/** What every section of the kit can say. */
export const section = {
  retry: 'Try again',
  /** Where a part of the page itself could not be fetched: after a new release the old one is gone. */
  reload: 'If that does not help, reload the page.',
  /** Where the answer was lost: it may have been done, or not. */
  unknownOutcome: 'We do not know whether this arrived.',
  unknownOutcomeAdvice: 'Trying again is safe: nothing is done or charged twice.',
  /** After a try that was one too many. */
  waitMinutes: (minutes: number) =>
    plural('en', minutes, { one: 'Try again in # minute.', other: 'Try again in # minutes.' }),
  refreshing: 'Updating…',
  /** Of data that is shown but could not be asked for again. */
  stale: 'This may be out of date.',
  offline: 'You are offline.',
  expired: 'Your session ended.',
  expiredAdvice: 'Sign in again to see this.',
  signIn: 'Sign in again',
  /** The way to the page where customers prove that it is them; it opens in a tab of its own. */
  stepUp: 'Confirm that it is you (opens a new tab)',
  /** What support asks for. */
  reference: (requestId: string) => `Reference: ${requestId}`,
};
