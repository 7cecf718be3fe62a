import type { Subscription } from '@billfold/contract';
import { readable } from '../words/readable.js';
import type { SubscriptionState, Words } from '../words/Words.js';
import type { Tone } from './Chip.js';

/** What a subscription is for the one who pays it; `null` for a status that this version does not know. */
export function subscriptionState({ status, cancelAt }: Subscription): SubscriptionState | null {
  switch (status) {
    case 'active':
      return cancelAt ? 'ending' : 'active';
    case 'past_due':
      return 'pastDue';
    case 'trialing':
    case 'unpaid':
    case 'paused':
    case 'incomplete':
    case 'canceled':
      return status;
    default:
      return null;
  }
}

/** The same in words; a status that this version does not know by its own name. */
export function stateName(subscription: Subscription, states: Words['subscriptionStates']): string {
  const state = subscriptionState(subscription);
  return state ? states[state] : readable(subscription.status);
}

/** The tone of each state; `null` where the state is as it should be and needs no chip. */
export const subscriptionTones: Record<SubscriptionState, Tone | null> = {
  active: null,
  ending: 'warning',
  trialing: 'accent',
  pastDue: 'danger',
  unpaid: 'danger',
  paused: 'neutral',
  incomplete: 'warning',
  canceled: 'neutral',
};

/** Whether there is something to take back here: an end, or a pause. */
export const canUndo = ({ status, cancelAt, pause, managedBy }: Subscription) =>
  status !== 'canceled' && !managedBy && (cancelAt !== null || pause !== null);
