import { describe, expect, test } from 'vitest';
import { openDouble, refusalOf } from './openDouble.js';

const open = openDouble();
const portal = () => open.stripe.billingPortal;

describe('Stripe’s own portal', () => {
  test('[X233] can do what its configuration says, and what was not said stays', async () => {
    const made = await portal().configurations.create({
      name: 'by code',
      business_profile: { headline: 'Example', privacy_policy_url: 'https://example.com/privacy' },
      features: {
        invoice_history: { enabled: true },
        subscription_cancel: {
          enabled: true,
          mode: 'at_period_end',
          cancellation_reason: { enabled: true, options: ['unused', 'other'] },
        },
      },
      metadata: { configuration: 'default' },
    });
    expect(made).toMatchObject({
      active: true,
      is_default: true,
      features: {
        invoice_history: { enabled: true },
        customer_update: { enabled: false, allowed_updates: [] },
        subscription_cancel: { enabled: true, proration_behavior: 'none' },
      },
    });
    const changed = await portal().configurations.update(made.id, {
      features: { customer_update: { enabled: true, allowed_updates: ['address', 'tax_id'] } },
    });
    expect(changed).toMatchObject({
      name: 'by code',
      features: {
        invoice_history: { enabled: true },
        customer_update: { enabled: true, allowed_updates: ['address', 'tax_id'] },
      },
    });
    const refusal = await refusalOf(
      portal().configurations.create({ features: { subscription_update: { enabled: true } } }),
    );
    expect(refusal.statusCode).toBe(400);
  });

  test('[X233] is opened for a customer by an address of its own, for one thing where that is named', async () => {
    const { id: customer } = await open.stripe.customers.create({});
    const other = await portal().configurations.create({
      features: { payment_method_update: { enabled: true } },
    });
    const session = await portal().sessions.create({
      customer,
      configuration: other.id,
      return_url: 'https://example.com/account',
      flow_data: { type: 'payment_method_update' },
    });
    expect(session).toMatchObject({
      customer,
      configuration: other.id,
      return_url: 'https://example.com/account',
      flow: { type: 'payment_method_update', after_completion: { type: 'portal_homepage' } },
      url: `${open.double.url}/p/session/${session.id}`,
    });
    await portal().configurations.update(other.id, { active: false });
    const refusal = await refusalOf(portal().sessions.create({ customer, configuration: other.id }));
    expect(refusal).toMatchObject({ statusCode: 400, param: 'configuration' });
    expect((await portal().configurations.list({ active: true })).data).toHaveLength(1);
  });
});
