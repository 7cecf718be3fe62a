import type { PaymentMethod } from '@billfold/contract';

/** How long a payment method lasts: `soon` from 30 days before the first instant at which it can not be charged any more. */
export type ExpiryState = 'lasting' | 'soon' | 'expired';

const SOON = 30 * 24 * 60 * 60 * 1000;

export function expiryState({ expiresAt }: Pick<PaymentMethod, 'expiresAt'>, now: Date): ExpiryState {
  if (expiresAt === null) return 'lasting';
  const left = Date.parse(expiresAt) - now.getTime();
  if (left <= 0) return 'expired';
  return left <= SOON ? 'soon' : 'lasting';
}

/** An instant on the last day of a card. The day is one of the calendar on the card, so it is told in UTC everywhere. */
export const lastInstant = (expiresAt: string): string => new Date(Date.parse(expiresAt) - 1).toISOString();
