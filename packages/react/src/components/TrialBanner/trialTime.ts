import type { Tone } from '../../primitives/Chip.js';

const DAY = 86_400_000;

/** Whole days that are left: 0 on the last one. */
export function daysLeft(endAt: string, now: Date): number {
  return Math.max(0, Math.floor((Date.parse(endAt) - now.getTime()) / DAY));
}

/**
 * How loud a trial is: quiet until a week before its end, and loud only where something must be done, because nothing
 * is on file and the plan would be lost.
 */
export function trialTone(days: number, mustAct: boolean): Tone {
  if (days > 7) return 'neutral';
  if (!mustAct) return 'accent';
  if (days > 3) return 'accent';
  return days > 1 ? 'warning' : 'danger';
}
