import type Stripe from 'stripe';
import type { State } from '../State.js';
import type { Due } from './due.js';

/** What a schedule is going to do. */
export function scheduleDue(_state: State, _schedule: Stripe.SubscriptionSchedule): Due[] {
  return [];
}
