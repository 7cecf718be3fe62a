import type { PaymentMethod } from '@billfold/contract';

/** `expires_soon`: within thirty days. It may be renewed by its bank before, so nothing is certain but the date. */
export type Expiry = 'valid' | 'expires_soon' | 'expired';

const SOON = 30 * 24 * 60 * 60_000;

/**
 * How near the end of a payment method is; null for one that does not run out.
 *
 * @param now the time that billing goes by: `session.now`.
 */
export function expiryOf({ expiresAt }: Pick<PaymentMethod, 'expiresAt'>, now: string | Date): Expiry | null {
  if (expiresAt === null) return null;
  const left = Date.parse(expiresAt) - new Date(now).getTime();
  if (left <= 0) return 'expired';
  return left <= SOON ? 'expires_soon' : 'valid';
}
