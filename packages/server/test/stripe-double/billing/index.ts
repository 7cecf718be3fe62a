import type Stripe from 'stripe';
import type { Handlers, Includes } from '../Handler.js';
import type { State } from '../State.js';
import { catalogHandlers } from './catalog.js';
import { couponHandlers } from './coupons.js';
import { customerBalanceHandlers } from './customerBalance.js';
import { invoiceItemHandlers } from './invoiceItemHandlers.js';
import { invoiceHandlers } from './invoices.js';
import { intentOf, paymentsOf } from './newPayment.js';
import { paymentHandlers } from './payments.js';
import { scheduleHandlers } from './schedules.js';
import { subscriptionHandlers } from './subscriptions.js';
import { testClockHandlers } from './testClocks.js';

export { advance, happenUntil } from './advance.js';
export { confirmPayment } from './payments.js';
export { settingsOf, updateSettings, type BillingSettings } from './settings.js';

/** Everything that is sold, subscribed to, invoiced and paid. */
export const billingHandlers: Handlers = {
  ...catalogHandlers,
  ...couponHandlers,
  ...customerBalanceHandlers,
  ...invoiceHandlers,
  ...invoiceItemHandlers,
  ...paymentHandlers,
  ...scheduleHandlers,
  ...subscriptionHandlers,
  ...testClockHandlers,
};

/** What of it is only given to those who expand it. */
export const billingIncludes: Includes = {
  'invoice.payments': (state: State, { id }: Stripe.Invoice): Stripe.ApiList<Stripe.InvoicePayment> => ({
    object: 'list',
    data: paymentsOf(state, id),
    has_more: false,
    url: `/v1/invoice_payments?invoice=${id}`,
  }),
  'invoice.confirmation_secret': (
    state: State,
    { id }: Stripe.Invoice,
  ): Stripe.Invoice.ConfirmationSecret | null => {
    const secret = intentOf(state, id)?.client_secret;
    return secret ? { client_secret: secret, type: 'payment_intent' } : null;
  },
  'price.tiers': (state: State, { id }: Stripe.Price) => state.prices.get(id)?.tiers,
  'price.currency_options': (state: State, { id }: Stripe.Price) =>
    state.prices.get(id)?.currency_options ?? null,
  'coupon.currency_options': (state: State, { id }: Stripe.Coupon) => state.coupons.get(id)?.currency_options,
  'coupon.applies_to': (state: State, { id }: Stripe.Coupon) => state.coupons.get(id)?.applies_to,
};
