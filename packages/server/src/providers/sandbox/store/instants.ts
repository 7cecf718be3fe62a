import type { Period } from '@billfold/contract';
import type { Millis, Span } from '../engine/periods.js';

/** The engine counts milliseconds, the database has dates, the contract writes text. */
export const toDate = (at: Millis | null): Date | null => (at === null ? null : new Date(at));
export const toMillis = (date: Date | null): Millis | null => date?.getTime() ?? null;
export const toInstant = (date: Date | null): string | null => date?.toISOString() ?? null;
export const atInstant = (at: Millis): string => new Date(at).toISOString();
export const toPeriod = ({ startAt, endAt }: Span): Period => ({
  startAt: atInstant(startAt),
  endAt: atInstant(endAt),
});
