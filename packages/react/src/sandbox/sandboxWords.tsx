import type { SandboxControls, Scenario } from '@billfold/contract';
import type { ReactNode } from 'react';
import type { DueEvent } from './nextDue.js';

type PaymentMethod = NonNullable<SandboxControls['paymentMethod']>;

const nextCharges: Record<SandboxControls['nextCharge'], string> = {
  usual: 'Goes as usual',
  fails: 'Is declined',
  requires_action: 'Asks for 3-D Secure',
  processing: 'Takes a while',
};

const paymentMethods: Record<PaymentMethod, string> = {
  visa: 'Visa, which pays',
  mastercard: 'Mastercard, which pays',
  amex: 'American Express, which pays',
  sepa_debit: 'SEPA debit, which settles later',
  sepa_debit_slow: 'SEPA debit, slow to be confirmed',
  sepa_debit_fails: 'SEPA debit that comes back',
  card_declined: 'Card that is declined',
  insufficient_funds: 'Card without funds',
  card_expired: 'Expired card',
  declined_at_setup: 'Card that can not be put on file',
  authentication_at_setup: 'Card that asks for 3-D Secure once',
  authentication_required: 'Card that asks for 3-D Secure',
  authentication_fails: 'Card whose 3-D Secure is refused',
};

const scenarios: Record<Scenario, string> = {
  active: 'Active',
  trialing: 'Trial',
  pastDue: 'Past due',
  canceling: 'Canceled, not over yet',
  scheduledDowngrade: 'Scheduled downgrade',
  paused: 'Paused',
  noPaymentMethod: 'No payment method',
  expiringCard: 'Card that expires soon',
  requiresAction: 'Payment to confirm',
  free: 'Free plan',
  yearly: 'Yearly',
  seats: 'Seats',
  multiSubscription: 'Several plans',
  twoSubscriptions: 'The same plan twice',
  managedExternally: 'Billed by an app store',
  discounted: 'Discount',
  manyInvoices: 'Many invoices',
  jpy: 'Yen',
  vat: 'VAT',
};

const moves: Record<DueEvent['kind'], string> = {
  renewal: 'To the renewal',
  trialEnd: 'To the end of the trial',
  change: 'To the scheduled change',
  retry: 'To the next try to collect',
  pause: 'To the start of the pause',
  resumption: 'To the end of the pause',
  end: 'To the end of the plan',
};

/** What the panel says. It is for those who build and try a page out, and is kept apart from the words for customers. */
export const sandboxWords = {
  title: 'Test mode',
  /** The sandbox's time, in the line that is always there. */
  now: (time: ReactNode): ReactNode => <>It is {time}</>,
  clock: 'Move the time forward',
  day: 'A day',
  month: 'A month',
  moves,
  /** A move, and where it leads. */
  moveTo: (move: string, day: ReactNode): ReactNode => (
    <>
      {move}, {day}
    </>
  ),
  nothingDue: 'Nothing is due by itself.',
  nextCharge: 'The next charge',
  nextCharges,
  paymentMethod: 'Payment method on file',
  paymentMethods,
  noPaymentMethod: 'None',
  expireCard: 'Let it run out',
  scenario: 'Start over as',
  scenarios,
  startOver: 'Start over',
  startOverQuestion: (scenario: string) => `Start over as “${scenario}”?`,
  startOverMeans: 'All subscriptions and invoices of this customer are replaced.',
  keep: 'Keep everything',

  working: 'Working…',
  movedTo: (time: ReactNode): ReactNode => <>It is {time} now.</>,
  nextChargeIs: (ending: string) => `The next charge: ${ending}.`,
  onFile: (method: string) => `On file: ${method}.`,
  cardHasRunOut: 'The card has run out.',
  startedOver: (scenario: string) => `Started over as “${scenario}”.`,
  failed: 'That did not work.',
};

export type SandboxWords = typeof sandboxWords;
