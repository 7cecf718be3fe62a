/** Stripe counts time in seconds since 1970. */
export function toInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The same of what may not be there. */
export function toInstantOrNull(seconds: number | null | undefined): string | null {
  return seconds === null || seconds === undefined ? null : toInstant(seconds);
}

/** The instant in Stripe's seconds. */
export function toSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
