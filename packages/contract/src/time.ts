import * as v from 'valibot';

/** An instant: ISO 8601, UTC, to the millisecond, as `Date.prototype.toISOString` writes it. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp('must be an ISO 8601 time in UTC, such as 2026-11-20T09:30:00.000Z'),
  v.check(
    // What is no timestamp at all was told so already.
    (text) => !v.ISO_TIMESTAMP_REGEX.test(text) || existsInUtc(text),
    'must end in Z and be on a day that exists',
  ),
);

/** JavaScript takes February 30 for March 2, and reads other time zones: neither comes out as it went in. */
function existsInUtc(text: string): boolean {
  const date = new Date(text);
  return (
    text.endsWith('Z') && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19))
  );
}

/** A span of time: includes its start, excludes its end. */
export const Period = v.object({ startAt: Instant, endAt: Instant });
export type Period = v.InferOutput<typeof Period>;
