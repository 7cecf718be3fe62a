import type { State } from '../State.js';

/** What a business sets in Stripe's dashboard, as far as it decides on what the double does. */
export interface BillingSettings {
  /** How long the draft of a renewal can be edited before it is charged, in seconds. An hour in life; tests rarely wait for it. */
  finalizesAfter: number;
  /** Days between the tries of a payment; after the last one has failed, `afterLastRetry` happens. */
  retryAfterDays: readonly number[];
  afterLastRetry: 'cancel' | 'unpaid' | 'past_due';
  /** How long a bank takes to say whether a debit has come, in days. */
  debitTakesDays: number;
  /**
   * Whether a preview takes what a change that waits for its payment would give back as given. The change itself drops the one
   * that waits; of its preview Stripe's documents do not say it, so that both must do.
   */
  previewsBesideWaiting: boolean;
}

const settings = new WeakMap<State, BillingSettings>();

const usual: BillingSettings = {
  finalizesAfter: 0,
  retryAfterDays: [3, 5, 7],
  afterLastRetry: 'cancel',
  debitTakesDays: 5,
  previewsBesideWaiting: false,
};

export function settingsOf(state: State): BillingSettings {
  return settings.get(state) ?? usual;
}

export function updateSettings(state: State, changes: Partial<BillingSettings>): void {
  settings.set(state, { ...settingsOf(state), ...changes });
}
