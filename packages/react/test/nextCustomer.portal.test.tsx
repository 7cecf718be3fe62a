import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import type { Scenario, Subscription } from '@billfold/contract';
import { configure, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BillfoldRoot } from '../src/BillfoldRoot.js';
import { CancelSubscription } from '../src/components/CancelSubscription/index.js';
import { InvoiceList } from '../src/components/InvoiceList/index.js';
import { PastDueBanner } from '../src/components/PastDueBanner/index.js';
import { PauseSubscription } from '../src/components/PauseSubscription/index.js';
import { PaymentMethodList } from '../src/components/PaymentMethodList/index.js';
import { makeSubscription } from './builders.js';
import { makeOverdueInvoice } from './changeBuilders.js';
import { press } from './press.js';
import { SLOW } from './renderWithPortal.js';
import { typedFields } from './typedFields.js';

configure({ asyncUtilTimeout: 10_000 });

let portal: TestPortal;
beforeAll(
  async () =>
    void (portal = await createTestPortal({
      fieldsUrl: 'https://fields.test',
      project: { features: { subscriptionPause: { enabled: true, maxMonths: 3 } } },
    })),
);
afterAll(() => portal.close());

const paymentFields = typedFields();

/** A page whose root is given from one customer to the next. `subscription`: what both are said to have. */
function renderFor(element: ReactElement, customer: string, subscription?: Subscription) {
  const root = (customer: string, subscription?: Subscription) => (
    <BillfoldRoot
      baseUrl={portal.url}
      customer={customer}
      session={() => portal.createToken(customer)}
      fetch={async (input, init) => {
        if (subscription && String(input).endsWith('/subscriptions')) {
          return Response.json({ data: [subscription] });
        }
        const headers = new Headers(init?.headers);
        headers.set('Origin', 'https://app.test');
        headers.set('Sec-Fetch-Site', 'cross-site');
        return portal.fetch(String(input), { ...init, headers });
      }}
      paymentFields={paymentFields}
    >
      {element}
    </BillfoldRoot>
  );
  const { rerender } = render(root(customer, subscription));
  return (next: string, subscription?: Subscription) => rerender(root(next, subscription));
}

const customerIn = async (scenario: Scenario) => (await portal.createScenario(scenario)).id;

test(
  '[U242] the list of payment methods tells the next customer nothing of what was added',
  async () => {
    const giveTo = renderFor(<PaymentMethodList />, await customerIn('active'));
    await press('Add payment method');
    await userEvent.type(await screen.findByRole('textbox', { name: 'Payment details' }), 'mastercard');
    await press('Save payment method');
    expect(await screen.findByText(/ending 4444 was added/, { selector: 'span' })).toBeVisible();
    giveTo(await customerIn('active'));
    expect(await screen.findByText('Visa ending 4242')).toBeVisible();
    expect(screen.queryByText(/ending 4444/)).toBeNull();
  },
  SLOW,
);

test(
  '[U242] the list of invoices opens no payment for the next customer, and tells nothing of what was paid',
  async () => {
    const giveTo = renderFor(<InvoiceList />, await customerIn('pastDue'));
    await press(/^Pay, invoice/);
    expect(await screen.findByRole('button', { name: /^Pay .* now$/ })).toBeVisible();
    giveTo(await customerIn('pastDue'));
    expect(await screen.findByRole('button', { name: /^Pay, invoice/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Pay .* now$/ })).toBeNull();
  },
  SLOW,
);

test(
  '[U242] the banner tells the next customer nothing of a payment that was overdue for the one before',
  async () => {
    const due = makeSubscription({ status: 'past_due', overdueInvoice: makeOverdueInvoice() });
    const giveTo = renderFor(<PastDueBanner />, await customerIn('active'), due);
    expect(await screen.findByRole('button', { name: /^Pay/ })).toBeVisible();
    // It is the next one's now, who owes nothing.
    giveTo(await customerIn('active'), makeSubscription());
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull());
  },
  SLOW,
);

test(
  '[U242] what was paused is not told of the plan of the next customer',
  async () => {
    const giveTo = renderFor(<PauseSubscription />, await customerIn('active'));
    await press('Pause plan');
    expect(await screen.findByText(/^Team pauses from/)).toBeVisible();
    giveTo(await customerIn('active'));
    expect(await screen.findByRole('button', { name: 'Pause plan' })).toBeVisible();
    expect(screen.queryByText('Team does not pause.')).toBeNull();
  },
  SLOW,
);

test(
  '[U242] what was kept is not told of the plan of the next customer',
  async () => {
    const giveTo = renderFor(<CancelSubscription />, await customerIn('canceling'));
    await press('Keep plan');
    expect(await screen.findByText(/goes on\.$/)).toBeVisible();
    giveTo(await customerIn('active'));
    expect(await screen.findByRole('button', { name: 'Cancel plan' })).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/goes on\.$/)).toBeNull());
  },
  SLOW,
);
