import fc from 'fast-check';
import type { Address } from '@billfold/contract';
import { BillfoldError } from '../src/errors.js';
import type {
  Account,
  CouponTerms,
  EngineChange,
  NextCharge,
  PriceTerms,
  SubscriptionState,
} from '../src/providers/sandbox/engine/account.js';
import {
  applyDiscount,
  changePaymentMethod,
  deletePendingChange,
} from '../src/providers/sandbox/engine/adjust.js';
import { cancelSubscription, keepSubscription } from '../src/providers/sandbox/engine/cancel.js';
import { changeSubscription } from '../src/providers/sandbox/engine/change.js';
import { confirmPayment } from '../src/providers/sandbox/engine/confirm.js';
import { startDiscount } from '../src/providers/sandbox/engine/discounts.js';
import { payInvoice } from '../src/providers/sandbox/engine/pay.js';
import { pauseSubscription, resumeSubscription } from '../src/providers/sandbox/engine/pause.js';
import { DAY, type Millis } from '../src/providers/sandbox/engine/periods.js';
import type { TaxIdState } from '../src/providers/sandbox/engine/taxIds.js';
import type { PaymentMethodState } from '../src/providers/sandbox/engine/paymentMethods.js';
import type { Step } from '../src/providers/sandbox/engine/step.js';
import {
  testAccount,
  testCoupon,
  testMethodOnFile,
  testOptions,
  testPayer,
  testPrice,
  testSubscription,
  testTaxId,
} from './engineAccount.js';

/** Everything that can be done to a subscription, drawn by lot. */

export type Deed =
  | { kind: 'change'; change: Omit<EngineChange, 'pricedAt' | 'discount'>; coupon: CouponTerms | null }
  | { kind: 'cancel' | 'keep' | 'resume' | 'delete_pending_change' | 'pay' }
  | { kind: 'pause'; days: number }
  | { kind: 'discount'; coupon: CouponTerms }
  | { kind: 'move'; paymentMethod: PaymentMethodState }
  | { kind: 'decide'; nextCharge: NextCharge }
  /** They live elsewhere, or are another kind of customer: all that decides on the tax. */
  | {
      kind: 'details';
      address: Address | null;
      taxId: Pick<TaxIdState, 'value' | 'verdict'> | null;
      settlesAfter: Millis;
    }
  | { kind: 'confirm'; outcome: 'authenticated' | 'refused' };

export interface History {
  start: Account;
  /** What is done, each thing so long after the one before. */
  deeds: { after: Millis; deed: Deed }[];
}

const tiers = [
  { upTo: 3, unitAmount: 1_000n, flatAmount: 0n },
  { upTo: null, unitAmount: 649n, flatAmount: 333n },
];
const anyPrice: fc.Arbitrary<PriceTerms> = fc
  .record({
    plan: fc.integer({ min: 0, max: 3 }),
    every: fc.constantFrom(...(['month', 'month', 'month', 'year', 'week'] as const)),
    intervalCount: fc.constantFrom(1, 1, 3),
    unitAmount: fc.constantFrom(0n, 1n, 999n, 1_200n, 3_333n, 1_000_003n),
    scheme: fc.constantFrom('flat' as const, 'per_seat' as const, 'graduated' as const),
  })
  .map(({ plan, every, intervalCount, unitAmount, scheme }) => ({
    ...testPrice,
    id: `price_${every}${intervalCount}${scheme}${unitAmount}`,
    product: `prod_${plan}`,
    unitAmount,
    scheme,
    tiers: scheme === 'graduated' ? tiers : null,
    interval: every,
    intervalCount,
  }));

const anyCoupon: fc.Arbitrary<CouponTerms> = fc
  .record({
    id: fc.constantFrom('one', 'two', 'three'),
    percentOff: fc.constantFrom('20', '33.3333', '50', '100', null),
    duration: fc.constantFrom('once' as const, 'repeating' as const, 'forever' as const),
    products: fc.constantFrom<string[] | null>(null, null, ['prod_1', 'prod_2']),
  })
  .map(({ percentOff, duration, ...more }) =>
    testCoupon({
      ...more,
      percentOff,
      amountOff: percentOff === null ? 777n : null,
      duration,
      durationInMonths: duration === 'repeating' ? 2 : null,
    }),
  );

const inCountry = (country: string, region: string | null): Address => ({
  country,
  region,
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
});

/** Mostly one that works; some debits come back, and some cards run out on the way. */
const anyPaymentMethod = fc.constantFrom(
  testMethodOnFile('visa'),
  testMethodOnFile('visa'),
  testMethodOnFile('sepa_debit'),
  testMethodOnFile('sepa_debit_fails'),
  testMethodOnFile('mastercard', { expiresAt: Date.parse('2024-05-01') }),
);

const anyChange = fc.record({
  kind: fc.constant('change' as const),
  coupon: fc.option(anyCoupon, { freq: 4 }),
  change: fc.record({
    price: anyPrice,
    quantity: fc.integer({ min: 1, max: 12 }),
    timing: fc.constantFrom('now' as const, 'now' as const, 'period_end' as const),
    prorationBehavior: fc.constantFrom(
      'create_prorations' as const,
      'always_invoice' as const,
      'none' as const,
    ),
    trialBehavior: fc.constantFrom('end_trial' as const, 'continue_trial' as const),
  }),
});
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { arbitrary: anyChange, weight: 6 },
  {
    arbitrary: fc
      .constantFrom('cancel', 'keep', 'resume', 'delete_pending_change', 'pay')
      .map((kind) => ({ kind })),
    weight: 3,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('pause' as const), days: fc.integer({ min: 1, max: 120 }) }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant('discount' as const), coupon: anyCoupon }), weight: 1 },
  {
    arbitrary: fc.record({ kind: fc.constant('move' as const), paymentMethod: anyPaymentMethod }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      nextCharge: fc.constantFrom('fails' as const, 'requires_action' as const, 'processing' as const),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('confirm' as const),
      outcome: fc.constantFrom('authenticated' as const, 'authenticated' as const, 'refused' as const),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('details' as const),
      address: fc.constantFrom(
        null,
        ...['DE', 'FR', 'IE', 'JP'].map((country) => inCountry(country, null)),
        inCountry('US', 'NY'),
        inCountry('CA', 'QC'),
      ),
      taxId: fc.option(
        fc.record({
          value: fc.constantFrom('DE123456788', 'FR32123456789', '000000000'),
          verdict: fc.constantFrom('verified' as const, 'unverified' as const, 'unavailable' as const),
        }),
      ),
      // A register that takes its time: it answers in the middle of periods, and between a price and its renewal.
      settlesAfter: fc.integer({ min: 0, max: 60 * DAY }),
    }),
    weight: 3,
  },
) as fc.Arbitrary<Deed>;

const anyStart: fc.Arbitrary<Account> = fc
  .record({
    price: anyPrice,
    quantity: fc.integer({ min: 1, max: 12 }),
    startedAt: fc.constantFrom(...['2024-01-31', '2024-02-29', '2023-12-15'].map((day) => Date.parse(day))),
    trialDays: fc.constantFrom(0, 0, 20),
    paymentMethod: anyPaymentMethod,
    address: fc.constantFrom(null, inCountry('DE', null), inCountry('US', 'NY')),
  })
  .map(({ trialDays, address, ...more }) => ({
    ...testAccount(
      testSubscription({
        ...more,
        status: trialDays > 0 ? 'trialing' : 'active',
        trialEndAt: trialDays > 0 ? more.startedAt + trialDays * DAY : null,
      }),
    ),
    billedTo: { ...testPayer, address },
  }));

export const anyHistory: fc.Arbitrary<History> = fc.record({
  start: anyStart,
  deeds: fc.array(
    fc.record({
      after: fc.oneof(fc.integer({ min: 0, max: 40 * DAY }), fc.constantFrom(0, 1, 60_000, 20 * 3_600_000)),
      deed: anyDeed,
    }),
    { maxLength: 10 },
  ),
});

/** The change that a deed asks for at an instant. */
export function changeAt({ change, coupon }: Extract<Deed, { kind: 'change' }>, at: Millis): EngineChange {
  return { ...change, discount: coupon && startDiscount(coupon, `CODE_${coupon.id}`, at), pricedAt: at };
}

/** Does something to the one subscription; null where its state does not allow it. */
export function doDeed(account: Account, deed: Deed, at: Millis): Step | null {
  try {
    return attemptDeed(account, deed, at);
  } catch (error) {
    if (error instanceof BillfoldError) return null;
    throw error;
  }
}

function attemptDeed(account: Account, deed: Deed, at: Millis): Step | null {
  const { id } = onlySubscription(account);
  switch (deed.kind) {
    case 'change':
      return changeSubscription(account, id, changeAt(deed, at), testOptions);
    case 'cancel':
      return cancelSubscription(account, id, {
        at: 'period_end',
        prorationBehavior: 'create_prorations',
        now: at,
      });
    case 'keep':
      return keepSubscription(account, id, at);
    case 'resume':
      return resumeSubscription(account, id, at, testOptions);
    case 'delete_pending_change':
      return deletePendingChange(account, id, at);
    case 'pay':
      return payInvoice(account, account.openInvoices[0]?.id ?? 'in_none', at, testOptions);
    case 'pause':
      return pauseSubscription(account, id, at + deed.days * DAY, at);
    case 'move': {
      const progress = changePaymentMethod(account, [id], deed.paymentMethod);
      return { progress, outcome: { status: 'succeeded' }, invoice: null };
    }
    case 'discount':
      return applyDiscount(account, id, startDiscount(deed.coupon, null, at), at);
    case 'decide':
    case 'details':
      return null;
    case 'confirm':
      return confirmPayment(account, 'pay_secret', deed.outcome, at, testOptions);
  }
}

/** What is said about an account and not done to it: nothing comes of it until something falls due or is done. */
export function stated(account: Account, deed: Deed, at: Millis): Account {
  if (deed.kind === 'decide') return { ...account, nextCharge: deed.nextCharge };
  if (deed.kind !== 'details') return account;
  const { address, taxId, settlesAfter } = deed;
  const taxIds = taxId
    ? [testTaxId(taxId.value, { verdict: taxId.verdict, settlesAt: at + settlesAfter })]
    : [];
  return { ...account, billedTo: { ...account.billedTo, address, taxIds } };
}

export function onlySubscription(account: Account): SubscriptionState {
  return account.subscriptions[0]!;
}
