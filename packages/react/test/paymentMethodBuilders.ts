import type { PaymentMethod, SubscriptionName } from '@billfold/contract';

/** A subscription as it is named to people; say what differs. */
export const makeSubscriptionName = (id = 'sub_1', name = 'Team'): SubscriptionName => ({
  id,
  product: { id: `prod_${name}`, name },
});

/** A Visa card until the end of 2028 that Team is charged to, the default, and therefore not removable; say what differs. */
export const makePaymentMethod = (differs: Partial<PaymentMethod> = {}): PaymentMethod => ({
  id: 'pm_1',
  type: 'card',
  brand: 'visa',
  last4: '4242',
  wallet: null,
  holder: 'Jordan Example',
  bankName: null,
  expiry: { month: 12, year: 2028 },
  expiresAt: '2029-01-01T00:00:00.000Z',
  mandate: null,
  isDefault: true,
  usedBy: [makeSubscriptionName()],
  removable: false,
  removalBlockedBy: [{ reason: 'subscription', subscription: makeSubscriptionName(), invoice: null }],
  createdAt: '2026-02-14T00:00:00.000Z',
  ...differs,
});

/** Another card, that nothing is charged to; say what differs. */
export const makeSpareCard = (differs: Partial<PaymentMethod> = {}): PaymentMethod =>
  makePaymentMethod({
    id: 'pm_2',
    brand: 'mastercard',
    last4: '4444',
    isDefault: false,
    usedBy: [],
    removable: true,
    removalBlockedBy: [],
    ...differs,
  });

/** A debit of a bank account, that nothing is charged to; say what differs. */
export const makeDebit = (differs: Partial<PaymentMethod> = {}): PaymentMethod =>
  makeSpareCard({
    id: 'pm_3',
    type: 'sepa_debit',
    brand: null,
    last4: '3000',
    bankName: 'Example Bank',
    expiry: null,
    expiresAt: null,
    mandate: { reference: 'MX-9931', acceptedAt: '2026-03-02T09:00:00.000Z' },
    ...differs,
  });
