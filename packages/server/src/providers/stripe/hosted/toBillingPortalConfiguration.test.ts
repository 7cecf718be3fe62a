import * as v from 'valibot';
import { PortalConfigurationSettings, type PortalConfigurationInput } from '@billfold/contract';
import { expect, test } from 'vitest';
import { toBillingPortalConfiguration } from './toBillingPortalConfiguration.js';

const products = [
  { id: 'prod_basic', prices: ['price_basic_month', 'price_basic_year'] },
  { id: 'prod_pro', prices: ['price_pro_month'] },
];
const branding = { privacyUrl: 'https://example.com/privacy', termsUrl: 'https://example.com/terms' };

const toStripe = (input: PortalConfigurationInput, onSale = products) =>
  toBillingPortalConfiguration({
    configuration: { id: 'default', ...v.parse(PortalConfigurationSettings, input) },
    branding,
    products: onSale,
  });

test('[X315] the defaults of ours are said in the words of Stripe, field by field', () => {
  const { params, leftOut } = toStripe({});
  const adjustable_quantity = { enabled: true, minimum: 1, maximum: 999_999 };
  expect(params).toEqual({
    name: 'Billfold: default',
    business_profile: {
      headline: '',
      privacy_policy_url: branding.privacyUrl,
      terms_of_service_url: branding.termsUrl,
    },
    default_return_url: '',
    login_page: { enabled: false },
    features: {
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      customer_update: { enabled: true, allowed_updates: ['name', 'address', 'phone', 'tax_id'] },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price', 'quantity', 'promotion_code'],
        products: [
          { product: 'prod_basic', prices: ['price_basic_month', 'price_basic_year'], adjustable_quantity },
          { product: 'prod_pro', prices: ['price_pro_month'], adjustable_quantity },
        ],
        proration_behavior: 'always_invoice',
        billing_cycle_anchor: 'unchanged',
        trial_update_behavior: 'continue_trial',
        schedule_at_period_end: {
          conditions: [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }],
        },
      },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        proration_behavior: 'none',
        cancellation_reason: {
          enabled: true,
          options:
            'too_expensive missing_features switched_service unused customer_service too_complex low_quality other'.split(
              ' ',
            ),
        },
      },
      subscription_pause: {
        enabled: false,
        duration: {
          type: 'interval_options',
          interval_options: [1, 2, 3].map((interval_count) => ({ interval: 'month', interval_count })),
        },
      },
    },
  });
  expect(leftOut.map((sentence) => sentence.split(':')[0])).toEqual([
    'customerUpdate email',
    'customerUpdate purchase_order',
  ]);
});

test('[X315] what a configuration says otherwise is said otherwise', () => {
  const { params } = toStripe({
    features: {
      subscriptionUpdate: {
        products: [{ product: 'prod_basic', prices: ['price_basic_year'], quantity: { min: 2, max: 20 } }],
        prorationBehavior: 'create_prorations',
        scheduleAtPeriodEnd: [],
        trialBehavior: 'end_trial',
      },
      subscriptionCancel: {
        mode: 'immediately',
        prorationBehavior: 'create_prorations',
        reasons: { options: ['other'] },
      },
      subscriptionPause: { enabled: true, maxMonths: 1 },
      invoiceHistory: { enabled: false },
    },
    businessProfile: { headline: 'A headline', privacyUrl: 'https://example.com/other' },
    defaultReturnUrl: 'https://app.example.com/',
  });
  expect(params).toMatchObject({
    business_profile: { headline: 'A headline', privacy_policy_url: 'https://example.com/other' },
    default_return_url: 'https://app.example.com/',
    features: {
      invoice_history: { enabled: false },
      subscription_update: {
        products: [
          {
            product: 'prod_basic',
            prices: ['price_basic_year'],
            adjustable_quantity: { enabled: true, minimum: 2, maximum: 20 },
          },
        ],
        proration_behavior: 'create_prorations',
        trial_update_behavior: 'end_trial',
        schedule_at_period_end: { conditions: [] },
      },
      subscription_cancel: {
        mode: 'immediately',
        proration_behavior: 'create_prorations',
        cancellation_reason: { enabled: true, options: ['other'] },
      },
      subscription_pause: {
        enabled: true,
        duration: { interval_options: [{ interval: 'month', interval_count: 1 }] },
      },
    },
  });
});

test('[X316] what it can not limit as ours does is not offered there, and said', () => {
  const allowing = (allow: ('upgrade' | 'downgrade' | 'interval' | 'quantity' | 'promotion_code')[]) => {
    const { params, leftOut } = toStripe({ features: { subscriptionUpdate: { allow } } });
    return [params.features.subscription_update, leftOut.join()] as const;
  };
  const [some, said] = allowing(['upgrade', 'quantity']);
  expect(some).toMatchObject({ enabled: true, default_allowed_updates: ['quantity'] });
  expect(said).toContain('subscriptionUpdate allow upgrade');
  expect(allowing(['upgrade', 'interval'])[0]).toMatchObject({ enabled: false, default_allowed_updates: '' });
  const [priced] = allowing(['upgrade', 'downgrade', 'interval']);
  expect(priced!.products).toMatchObject([
    { adjustable_quantity: { enabled: false } },
    { adjustable_quantity: { enabled: false } },
  ]);

  const many = Array.from({ length: 12 }, (_, index) => ({
    id: `prod_${index}`,
    prices: [`price_${index}`],
  }));
  const { params, leftOut } = toStripe({}, many);
  expect(params.features.subscription_update!.products).toHaveLength(10);
  expect(leftOut.join()).toContain('subscriptionUpdate products prod_10, prod_11');
});

test('[X316] what is switched off here is off there, and nothing is asked of those who cancel by the strict flow', () => {
  const off = { enabled: false };
  const { params, leftOut } = toStripe({
    features: {
      customerUpdate: off,
      paymentMethodUpdate: off,
      subscriptionUpdate: off,
      subscriptionCancel: off,
    },
  });
  expect(params.features).toMatchObject({
    customer_update: { enabled: false, allowed_updates: '' },
    payment_method_update: off,
    subscription_update: { enabled: false, products: '', default_allowed_updates: '' },
    subscription_cancel: { enabled: false, cancellation_reason: { enabled: false, options: '' } },
  });
  expect(leftOut).toEqual([]);
  const strict = toStripe({
    features: { subscriptionCancel: { flow: 'strict', retention: { offerCoupon: 'save20' } } },
  });
  expect(strict.params.features.subscription_cancel!.cancellation_reason).toEqual({
    enabled: false,
    options: '',
  });
  expect(
    toStripe({ businessProfile: { privacyUrl: 'mailto:privacy@example.com' } }).params.business_profile,
  ).toMatchObject({
    privacy_policy_url: '',
  });
});
