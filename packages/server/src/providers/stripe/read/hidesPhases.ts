import type Stripe from 'stripe';
import { idOf, wholeOf } from './references.js';

/**
 * Whether the schedule of a subscription brings more than is shown, which is one other plan: several changes, or a phase that
 * differs in something else, such as a discount that ends with this one. Merchants make such schedules. What customers are not
 * shown they must not drop by changing something else.
 */
export function hidesPhases({ schedule, items }: Stripe.Subscription): boolean {
  const whole = wholeOf(schedule);
  if (whole?.status !== 'active' || whole.current_phase === null) return false;
  const { end_date: end } = whole.current_phase;
  const [next, ...later] = whole.phases.filter(({ start_date }) => start_date >= end);
  if (!next) return false;
  return later.length > 0 || planIn(next.items) === planIn(items.data);
}

interface Planned {
  price: string | { id: string };
  quantity?: number | undefined;
}

/** Which plans there are in a list of items, to be compared. */
export const planIn = (items: readonly Planned[]) =>
  items
    .map(({ price, quantity = 1 }) => `${idOf(price)} ${quantity}`)
    .sort()
    .join();
