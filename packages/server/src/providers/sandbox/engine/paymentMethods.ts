import type { PaymentFailure, PaymentMethodName, sandboxPaymentMethods } from '@billfold/contract';

/** A published test payment method, by its name. */
export type TestMethod = (typeof sandboxPaymentMethods)[number];

/** What happens when a test method is charged. */
type Outcome =
  | { kind: 'succeeds' }
  /** The bank takes its days; nothing is known until then. */
  | { kind: 'settles_later' }
  | { kind: 'fails'; failure: PaymentFailure }
  /** Refused until the customer confirms it with their bank. */
  | { kind: 'requires_action'; failure: PaymentFailure };

/** Each test method always does what its name says. Their last digits are those of widely published test numbers. */
export const testMethods: Record<TestMethod, { name: PaymentMethodName; outcome: Outcome }> = {
  visa: { name: card('visa', '4242'), outcome: { kind: 'succeeds' } },
  mastercard: { name: card('mastercard', '4444'), outcome: { kind: 'succeeds' } },
  sepa_debit: {
    name: { type: 'sepa_debit', brand: null, last4: '3000' },
    outcome: { kind: 'settles_later' },
  },
  card_declined: { name: card('visa', '0341'), outcome: fails('contact_bank') },
  insufficient_funds: { name: card('visa', '9995'), outcome: fails('insufficient_funds') },
  card_expired: { name: card('visa', '0069'), outcome: fails('card_expired') },
  authentication_required: {
    name: card('visa', '3184'),
    outcome: { kind: 'requires_action', failure: 'authentication_required' },
  },
};

function card(brand: string, last4: string): PaymentMethodName {
  return { type: 'card', brand, last4 };
}

function fails(failure: PaymentFailure): Outcome {
  return { kind: 'fails', failure };
}
