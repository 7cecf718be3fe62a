import type { Customer, FlowInput, Flow, Invoice, Session, Subscription } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser, sayingOfSessions, type Browser } from '../test/openBrowser.js';

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await createTestPortal({ fieldsUrl: 'https://fields.test/card' });
});
beforeEach(() => {
  browser = openBrowser(portal);
});
afterAll(() => portal.close());

type Completion = NonNullable<FlowInput['afterCompletion']>;
const confirmation: Completion = { type: 'hosted_confirmation' };

async function openFlow(customer: Customer, flow: FlowInput): Promise<void> {
  const { url } = await portal.createLink(customer.id, { flow });
  browser.visit(url);
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
/** Answers what is asked in the page. */
async function cancel(): Promise<void> {
  const question = await screen.findByRole('group', { name: /^Cancel .*\?$/ });
  await userEvent.click(within(question).getByRole('button', { name: 'Cancel plan' }));
}

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));

/** Asks in a session of the customer's own that the page knows nothing of. */
const asCustomerOf =
  (customer: Customer) =>
  async (method: string, path: string, body?: object): Promise<unknown> => {
    const { token } = await portal.createToken(customer.id);
    const answer = await portal.fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.ok).toBe(true);
    return answer.json();
  };
const read = async <Result,>(customer: Customer, path: string) =>
  (await asCustomerOf(customer)('GET', path)) as Result;
const subscriptionOf = async (customer: Customer) =>
  (await read<{ data: Subscription[] }>(customer, '/portal/v1/subscriptions')).data[0]!;
const openInvoiceOf = async (customer: Customer) =>
  (await read<{ data: Invoice[] }>(customer, '/portal/v1/invoices')).data.find(
    ({ status }) => status === 'open',
  )!;

describe('a link to one thing', () => {
  test('[P41] shows that thing and the ways out, and no way to anything else', async () => {
    const customer = await portal.createScenario('active');
    await openFlow(customer, { type: 'payment_method_update', afterCompletion: confirmation });
    await heading('Update your payment method');
    // What is in the section has taken the place of what was there before it.
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'Payment methods' })).toHaveAttribute('data-state', 'ready'),
    );
    expect(await screen.findByRole('heading', { name: 'Add a payment method' })).toBeVisible();
    expect(screen.queryByRole('navigation', { name: 'On this page' })).toBeNull();
    for (const region of ['Plan', 'Change plan', 'Invoices', 'Billing details'])
      expect(screen.queryByRole('region', { name: region })).toBeNull();
    expect(screen.getByRole('link', { name: 'Return to Example App' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Sign out' })).toBeVisible();
    expect(browser.sent.map(({ path }) => path)).not.toContain('/portal/v1/invoices');
  });

  test('[P42] to cancel asks at once, in the page; done, it says so and leads back', async () => {
    const customer = await portal.createScenario('active');
    const { id: subscription } = await subscriptionOf(customer);
    await openFlow(customer, { type: 'subscription_cancel', subscription, afterCompletion: confirmation });
    await heading('Cancel your plan');
    expect(screen.queryByRole('dialog')).toBeNull();
    await cancel();
    expect(await heading('Your plan is canceled')).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Return to Example App' })).toHaveAttribute(
      'href',
      'https://app.test/settings',
    );
    expect(screen.queryByRole('button', { name: 'See your billing' })).toBeNull();
    expect((await subscriptionOf(customer)).cancelAt).not.toBeNull();
  });

  test('[P42] to a plan has it chosen and priced, and confirms nothing by itself', async () => {
    const customer = await portal.createScenario('active');
    const before = await subscriptionOf(customer);
    const plans = await read<{
      data: { prices: { id: string; current: boolean; unavailable: unknown }[] }[];
    }>(customer, `/portal/v1/plans?subscription=${before.id}`);
    const { id: price } = plans.data
      .flatMap(({ prices }) => prices)
      .find(({ current, unavailable }) => !current && unavailable === null)!;
    await openFlow(customer, {
      type: 'subscription_update_confirm',
      subscription: before.id,
      price,
      afterCompletion: confirmation,
    });
    await heading('Confirm your new plan');
    const quote = await screen.findByRole('group', { name: 'What this change costs' });
    await waitFor(() => expect(quote).toHaveAttribute('aria-busy', 'false'));
    expect((await subscriptionOf(customer)).price.id).toBe(before.price.id);
    expect(browser.sent.filter(({ method }) => method !== 'GET').map(({ path }) => path)).toEqual([
      '/portal/v1/session/exchange',
      `/portal/v1/subscriptions/${before.id}/preview`,
    ]);
    expect(screen.getByRole('heading', { level: 1, name: 'Confirm your new plan' })).toBeVisible();
  });

  test('[P42] to an invoice has its payment open; paid, the merchant gets the customer back', async () => {
    const customer = await portal.createScenario('pastDue');
    await asCustomerOf(customer)('PATCH', '/portal/v1/sandbox', { paymentMethod: 'visa' });
    const invoice = await openInvoiceOf(customer);
    await openFlow(customer, {
      type: 'invoice_pay',
      invoice: invoice.id,
      afterCompletion: { type: 'redirect', returnUrl: 'https://app.test/thanks' },
    });
    await heading('Pay your invoice');
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    expect(browser.left).toEqual([]);
    const payment = await screen.findByRole('group', { name: /^Pay invoice/ });
    await userEvent.click(await within(payment).findByRole('button', { name: /^Pay .*\d/ }));
    await heading('Your invoice is paid');
    expect(browser.left).toEqual(['https://app.test/thanks']);
  });
});

describe('what follows', () => {
  test('[P43] the whole portal takes its place where the link says so, and tells what was done', async () => {
    const customer = await portal.createScenario('active');
    const { id: subscription } = await subscriptionOf(customer);
    await openFlow(customer, {
      type: 'subscription_cancel',
      subscription,
      afterCompletion: { type: 'portal_homepage' },
    });
    await cancel();
    await heading('Billing');
    const told = screen.getByText('Your plan is canceled');
    expect(told).toHaveFocus();
    expect(await screen.findByRole('region', { name: 'Invoices' })).toBeVisible();
    expect(screen.getByRole('navigation', { name: 'On this page' })).toBeVisible();
  });

  test('[P43] a redirect without an address of its own leads to the return URL of the session', async () => {
    const customer = await portal.createScenario('active');
    const { id: subscription } = await subscriptionOf(customer);
    await openFlow(customer, {
      type: 'subscription_cancel',
      subscription,
      afterCompletion: { type: 'redirect' },
    });
    await cancel();
    await heading('Your plan is canceled');
    expect(browser.left).toEqual(['https://app.test/settings']);
  });

  test('[P43] an address that is no web page is never gone to', async () => {
    const customer = await portal.createScenario('active');
    const { id: subscription } = await subscriptionOf(customer);
    const { url } = await portal.createLink(customer.id, {
      flow: { type: 'subscription_cancel', subscription, afterCompletion: { type: 'redirect' } },
    });
    answerSessionWith((session) => ({
      ...session,
      returnUrl: null,
      flow: { ...session.flow!, afterCompletion: { type: 'redirect', returnUrl: 'javascript:alert(1)' } },
    }));
    browser.visit(url);
    await cancel();
    await heading('Your plan is canceled');
    expect(browser.left).toEqual([]);
    expect(screen.queryByRole('link', { name: /Return to/ })).toBeNull();
  });
});

describe('what is not there any more', () => {
  test('[P44] a plan that was canceled meanwhile is said to be, and the portal is offered', async () => {
    const customer = await portal.createScenario('active');
    const { id: subscription } = await subscriptionOf(customer);
    const flow: FlowInput = { type: 'subscription_cancel', subscription, afterCompletion: confirmation };
    const { url } = await portal.createLink(customer.id, { flow });
    await openFlow(customer, flow);
    await cancel();
    await heading('Your plan is canceled');

    browser = openBrowser(portal);
    browser.visit(url);
    await heading('This plan is already canceled, or can’t be canceled here');
    expect(screen.getByRole('link', { name: 'Return to Example App' })).toBeVisible();
    await press('See your billing');
    await heading('Billing');
    expect(within(screen.getByRole('main')).getByRole('region', { name: 'Plan' })).toBeVisible();
  });

  test('[P44] a change that was scheduled meanwhile is not offered once more', async () => {
    const customer = await portal.createScenario('scheduledDowngrade');
    const { id: subscription, pendingChange } = await subscriptionOf(customer);
    const { price, quantity } = pendingChange!;
    const { url } = await portal.createLink(customer.id);
    answerSessionWith((session) => ({
      ...session,
      flow: {
        type: 'subscription_update_confirm',
        subscription,
        price: price.id,
        quantity,
        invoice: null,
        afterCompletion: { type: 'hosted_confirmation', returnUrl: null },
      },
    }));
    browser.visit(url);
    await heading('There is nothing left to confirm');
  });

  test('[P44] an invoice that was paid meanwhile is said to be, and offers no second payment', async () => {
    const customer = await portal.createScenario('active');
    const paid = (await read<{ data: Invoice[] }>(customer, '/portal/v1/invoices')).data[0]!;
    const { url } = await portal.createLink(customer.id, {
      flow: { type: 'invoice_pay', invoice: paid.id, afterCompletion: { type: 'redirect' } },
    });
    browser.visit(url);
    await heading('There is nothing left to pay on this invoice');
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(browser.left).toEqual([]);
  });

  test('[P44] what was switched off since the link was made is said to be', async () => {
    const customer = await portal.createScenario('active');
    const flow: Flow = {
      type: 'payment_method_update',
      subscription: null,
      price: null,
      quantity: null,
      invoice: null,
      afterCompletion: { type: 'hosted_confirmation', returnUrl: null },
    };
    const { url } = await portal.createLink(customer.id, { capabilities: ['invoices:read'] });
    answerSessionWith((session) => ({ ...session, flow }));
    browser.visit(url);
    await heading('Your payment method can’t be updated here any more');
  });
});

/** Answers sessions with what this portal itself would never say. */
function answerSessionWith(change: (session: Session) => Session): void {
  browser = openBrowser(sayingOfSessions(portal, change));
}
