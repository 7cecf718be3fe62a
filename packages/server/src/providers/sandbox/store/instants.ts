import type { Millis } from '../engine/periods.js';

/** The engine counts milliseconds, the database has dates, the contract writes text. */
export const toDate = (at: Millis | null): Date | null => (at === null ? null : new Date(at));
export const toMillis = (date: Date | null): Millis | null => date?.getTime() ?? null;
export const toInstant = (date: Date | null): string | null => date?.toISOString() ?? null;
