import type { Subscription } from '@billfold/contract';
import { addMonths } from '../calendar.js';

/** One length of a pause that can be chosen. */
export interface PauseOption {
  months: number;
  /** When billing begins again: an instant, ISO 8601 in UTC. */
  resumesAt: string;
}

/** Pauses of one month up to `maxMonths`, counted from where the paid period ends. */
export function pauseOptions({ currentPeriod }: Subscription, maxMonths: number): PauseOption[] {
  return Array.from({ length: maxMonths }, (_, index) => ({
    months: index + 1,
    resumesAt: addMonths(currentPeriod.endAt, index + 1),
  }));
}
