import * as v from 'valibot';

/** An instant: ISO 8601, UTC, to the millisecond, as `Date.prototype.toISOString` writes it. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp('must be an ISO 8601 time in UTC, such as 2026-11-20T09:30:00.000Z'),
);

/** A span of time: includes its start, excludes its end. */
export const Period = v.object({ startAt: Instant, endAt: Instant });
export type Period = v.InferOutput<typeof Period>;
