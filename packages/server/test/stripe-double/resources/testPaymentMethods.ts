import type Stripe from 'stripe';
import type { ChargeBehaviour } from '../State.js';

/** A payment method as somebody would enter it, and how its bank behaves. */
export interface TestPaymentMethod {
  type: 'card' | 'sepa_debit' | 'link' | 'us_bank_account';
  /** Of a card. */
  brand?: string;
  last4: string;
  /** Absent: it is charged at once. */
  behaviour?: ChargeBehaviour;
  /** Its bank refuses already to put it on file. */
  refusesSetup?: Refusal;
  /** Its bank asks the customer when it is put on file. */
  asksAtSetup?: true;
}

export interface Refusal {
  code: string;
  declineCode: string;
}

const DECLINED: Refusal = { code: 'card_declined', declineCode: 'generic_decline' };
const POOR: Refusal = { code: 'card_declined', declineCode: 'insufficient_funds' };

/** Stripe's own test ids, where the portal's promises need one. Each use of an id makes a payment method of its own. */
export const testPaymentMethods: Readonly<Record<string, TestPaymentMethod>> = {
  pm_card_visa: { type: 'card', brand: 'visa', last4: '4242' },
  pm_card_mastercard: { type: 'card', brand: 'mastercard', last4: '4444' },
  pm_card_amex: { type: 'card', brand: 'amex', last4: '0005' },
  pm_card_chargeDeclined: { type: 'card', brand: 'visa', last4: '0002', refusesSetup: DECLINED },
  pm_card_chargeDeclinedInsufficientFunds: { type: 'card', brand: 'visa', last4: '9995', refusesSetup: POOR },
  pm_card_chargeDeclinedFraudulent: {
    type: 'card',
    brand: 'visa',
    last4: '0019',
    refusesSetup: { code: 'card_declined', declineCode: 'fraudulent' },
  },
  pm_card_chargeDeclinedExpiredCard: {
    type: 'card',
    brand: 'visa',
    last4: '0069',
    refusesSetup: { code: 'expired_card', declineCode: 'expired_card' },
  },
  pm_card_chargeCustomerFail: {
    type: 'card',
    brand: 'visa',
    last4: '0341',
    behaviour: { outcome: 'fails', ...DECLINED },
  },
  pm_card_authenticationRequired: {
    type: 'card',
    brand: 'visa',
    last4: '3184',
    behaviour: { outcome: 'asks' },
    asksAtSetup: true,
  },
  pm_card_threeDSecure2Required: {
    type: 'card',
    brand: 'visa',
    last4: '3220',
    behaviour: { outcome: 'asks' },
    asksAtSetup: true,
  },
  pm_sepaDebit_de: { type: 'sepa_debit', last4: '3000', behaviour: { outcome: 'takes_days' } },
  pm_link: { type: 'link', last4: '' },
  pm_usBankAccount_success: { type: 'us_bank_account', last4: '6789', behaviour: { outcome: 'takes_days' } },
};

/** The part of a payment method that only its type has. */
export function detailsOf({ type, brand, last4 }: TestPaymentMethod): Partial<Stripe.PaymentMethod> {
  switch (type) {
    case 'card':
      return {
        card: {
          brand: brand ?? 'visa',
          checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
          country: 'DE',
          display_brand: brand ?? 'visa',
          exp_month: 12,
          exp_year: 2034,
          fingerprint: `card${last4}`,
          funding: 'credit',
          generated_from: null,
          last4,
          networks: { available: [brand ?? 'visa'], preferred: null },
          regulated_status: 'unregulated',
          three_d_secure_usage: { supported: true },
          wallet: null,
        },
      };
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: '37040044',
          branch_code: '',
          country: 'DE',
          fingerprint: `sepa${last4}`,
          generated_from: { charge: null, setup_attempt: null },
          last4,
        },
      };
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'A test bank',
          financial_connections_account: null,
          fingerprint: `bank${last4}`,
          last4,
          networks: { preferred: 'ach', supported: ['ach'] },
          routing_number: '110000000',
          status_details: null,
        },
      };
    case 'link':
      return { link: { email: 'someone@example.com' } };
  }
}
