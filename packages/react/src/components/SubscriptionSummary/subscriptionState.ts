import type { Subscription } from '@billfold/contract';
import type { Tone } from '../../primitives/Chip.js';
import type { SubscriptionState } from '../../words/Words.js';

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

/** Whether there is something to take back: an end, or a pause. */
export const canUndo = ({ status, cancelAt, pause }: Subscription) =>
  status !== 'canceled' && (cancelAt !== null || pause !== null);
