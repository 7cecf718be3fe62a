import type Stripe from 'stripe';
import type { Call } from '../Handler.js';

export function previewSchedule(_call: Call): Stripe.Subscription | null {
  return null;
}
