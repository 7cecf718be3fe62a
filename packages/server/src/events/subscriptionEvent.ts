import type { Subscription } from '@billfold/contract';

/** What decides how it is told that a subscription is another one, whoever keeps it. */
interface State {
  status: Subscription['status'];
  pause: object | null;
  endedAt: unknown;
}

/**
 * What has become of a subscription that nobody has asked the portal to change, as its event is called.
 *
 * @param isOther whether it is another one in what the customer pays for, beside these states.
 * @returns null where nobody has to be told: it was invoiced, or waits for nobody's answer any more.
 */
export function subscriptionEvent(
  before: State,
  after: State,
  isOther: boolean,
): 'deleted' | 'paused' | 'resumed' | 'updated' | null {
  if (after.endedAt !== null) return before.endedAt === null ? 'deleted' : null;
  // Between two looks a pause can have begun and ended.
  if (before.pause && !after.pause) return 'resumed';
  if (!before.pause && after.pause) return 'paused';
  if (after.status !== before.status) return after.status === 'paused' ? 'paused' : 'updated';
  return isOther ? 'updated' : null;
}
