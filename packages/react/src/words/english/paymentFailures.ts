import type { PaymentFailure } from '@billfold/contract';

/** What to do about a payment that was refused. Says nothing that accuses, and nothing that helps a thief. */
export const paymentFailures: Record<PaymentFailure, string> = {
  insufficient_funds: 'Try again later, or use another payment method.',
  card_expired: 'The card has expired. Use another one.',
  authentication_required: 'Your bank did not get your confirmation. Try again and confirm it there.',
  contact_bank: 'Ask your bank about it, or use another payment method.',
  try_another_method: 'Use another payment method.',
};
