import type Stripe from 'stripe';
import type { State } from '../State.js';

/** Whether an event that comes once has come already. */
export function wasTold(state: State, type: Stripe.Event.Type, id: string): boolean {
  return state.events.some(
    (event) => event.type === type && (event.data.object as { id?: string }).id === id,
  );
}
