import type { Subscription } from '@billfold/contract';

/** Something that billing does by itself, and when. */
export interface DueEvent {
  kind: 'renewal' | 'trialEnd' | 'change' | 'retry' | 'pause' | 'resumption' | 'end';
  at: string;
}

/** What is due first of all subscriptions after an instant; null when nothing is. */
export function nextDue(subscriptions: readonly Subscription[], now: string): DueEvent | null {
  const coming = subscriptions.flatMap(dueOf).filter(({ at }) => at > now);
  return coming.reduce<DueEvent | null>(
    (first, event) => (first && first.at <= event.at ? first : event),
    null,
  );
}

/** Of events at the same instant, the one that says most stands first. */
function dueOf(subscription: Subscription): DueEvent[] {
  const { cancelAt, trialEndAt, renewsAt, pendingChange, pause, overdueInvoice } = subscription;
  const events: [DueEvent['kind'], string | null | undefined][] = [
    ['end', cancelAt],
    ['trialEnd', trialEndAt],
    ['pause', pause?.startsAt],
    ['resumption', pause?.resumesAt],
    ['change', pendingChange?.effectiveAt],
    ['retry', overdueInvoice?.nextAttemptAt],
    ['renewal', renewsAt],
  ];
  return events.flatMap(([kind, at]) => (at ? [{ kind, at }] : []));
}
