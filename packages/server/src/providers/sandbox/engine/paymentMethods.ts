import type { PaymentFailure, PaymentMethodName, sandboxPaymentMethods } from '@billfold/contract';
import type { Millis } from './periods.js';

/** A published test payment method, by its name. */
export type TestMethod = (typeof sandboxPaymentMethods)[number];

/** A payment method on file, as far as it decides how a charge ends. */
export interface PaymentMethodState {
  id: string;
  method: TestMethod;
  /** From here on it is refused as expired; null: it does not run out. */
  expiresAt: Millis | null;
}

/** What happens when a test method is charged. */
type ChargeResult =
  | { kind: 'succeeds' }
  /** The bank takes its days; nothing is known until then, when the money is there or `comesBack`. */
  | { kind: 'settles_later'; comesBack: boolean }
  | { kind: 'fails'; failure: PaymentFailure }
  /** Refused until the customer confirms it with their bank. */
  | { kind: 'requires_action'; failure: PaymentFailure };

/** What happens when a test method is put on file. */
type SetupResult =
  | { kind: 'succeeds' }
  /** The bank takes its minutes. */
  | { kind: 'settles_later' }
  | { kind: 'fails'; failure: PaymentFailure }
  /** The bank asks the customer, and goes by `afterwards` when they have said yes. */
  | {
      kind: 'requires_action';
      afterwards: { kind: 'succeeds' } | { kind: 'fails'; failure: PaymentFailure };
    };

interface TestMethodFacts {
  name: PaymentMethodName;
  setup: SetupResult;
  charge: ChargeResult;
}

const succeeds = { kind: 'succeeds' } as const;
const asks = { kind: 'requires_action', failure: 'authentication_required' } as const;
const settlesLater = { kind: 'settles_later', comesBack: false } as const;

/** Each test method always does what its name says. Their last digits are those of widely published test numbers. */
export const testMethods: Record<TestMethod, TestMethodFacts> = {
  visa: { name: card('visa', '4242'), setup: succeeds, charge: succeeds },
  mastercard: { name: card('mastercard', '4444'), setup: succeeds, charge: succeeds },
  amex: { name: card('amex', '0005'), setup: succeeds, charge: succeeds },
  sepa_debit: { name: debit('3000'), setup: succeeds, charge: settlesLater },
  sepa_debit_slow: { name: debit('3003'), setup: { kind: 'settles_later' }, charge: settlesLater },
  sepa_debit_fails: {
    name: debit('3001'),
    setup: succeeds,
    charge: { kind: 'settles_later', comesBack: true },
  },
  card_declined: { name: card('visa', '0341'), setup: succeeds, charge: fails('contact_bank') },
  insufficient_funds: {
    name: card('visa', '9995'),
    setup: fails('insufficient_funds'),
    charge: fails('insufficient_funds'),
  },
  card_expired: {
    name: card('visa', '0069'),
    setup: fails('card_expired'),
    charge: fails('card_expired'),
  },
  declined_at_setup: {
    name: card('visa', '0002'),
    setup: fails('contact_bank'),
    charge: fails('contact_bank'),
  },
  authentication_at_setup: {
    name: card('visa', '3155'),
    setup: { kind: 'requires_action', afterwards: succeeds },
    charge: succeeds,
  },
  authentication_required: {
    name: card('visa', '3184'),
    setup: { kind: 'requires_action', afterwards: succeeds },
    charge: asks,
  },
  authentication_fails: {
    name: card('visa', '1629'),
    setup: { kind: 'requires_action', afterwards: fails('contact_bank') },
    charge: fails('contact_bank'),
  },
};

function card(brand: string, last4: string): PaymentMethodName {
  return { type: 'card', brand, last4 };
}

function debit(last4: string): PaymentMethodName {
  return { type: 'sepa_debit', brand: null, last4 };
}

function fails(failure: PaymentFailure): { kind: 'fails'; failure: PaymentFailure } {
  return { kind: 'fails', failure };
}

/** As it is printed on a card. */
export interface Expiry {
  month: number;
  year: number;
}

/** The first instant at which a card can not be charged any more: that of the month after the one that is printed on it. */
export function expiresAt({ month, year }: Expiry): Millis {
  return Date.UTC(year, month, 1);
}

/** How many years the cards of the sandbox are good for, where nobody says anything else. */
const CARD_YEARS = 3;

/** What is printed on a test card that is put on file; null for what does not run out. */
export function usualExpiry(method: TestMethod, now: Millis): Expiry | null {
  if (testMethods[method].name.type !== 'card') return null;
  return { month: 12, year: new Date(now).getUTCFullYear() + CARD_YEARS };
}
