import { confirmSandboxSetup, createSetupIntent } from '@billfold/contract';
import { createClient } from '@billfold/hooks';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { paymentDetails } from '../../test/enterPaymentMethod.js';
import {
  errorAnswer,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../test/renderWithPortal.js';
import { typedFields } from '../../test/typedFields.js';
import { PaymentMethodForm } from '../components/PaymentMethodForm/index.js';
import { PaymentMethodList } from '../components/PaymentMethodList/index.js';

let page: PortalPage;
beforeEach(async () => {
  page = await openPortal('active');
  await comeBack();
}, SLOW);
afterEach(() => history.replaceState(null, '', '/'));

const sent = () => page.requests.filter((request) => request === 'POST /portal/v1/payment-methods');
const isSent = (path: string, method: string) => path === '/portal/v1/payment-methods' && method === 'POST';

/** From the bank, which has accepted, to the address that a provider sends the customer to. */
async function comeBack(): Promise<void> {
  const headers = { Origin: 'https://app.test', 'Sec-Fetch-Site': 'cross-site' };
  const client = createClient({
    baseUrl: page.portal.url,
    session: () => page.portal.createToken(page.customer),
    fetch: (input, init) =>
      page.portal.fetch(String(input), {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers },
      }),
  });
  const { id, clientSecret } = await client.call(createSetupIntent, {}, { idempotencyKey: 'intent_1' });
  const method = 'authentication_at_setup';
  await client.call(confirmSandboxSetup, { clientSecret, method }, { idempotencyKey: 'confirm_1' });
  const outcome = 'authenticated';
  await client.call(confirmSandboxSetup, { clientSecret, method, outcome }, { idempotencyKey: 'confirm_2' });
  history.replaceState(
    null,
    '',
    `/plans?billfold_setup=default&setup_intent=${id}&setup_intent_client_secret=${clientSecret}&redirect_status=succeeded`,
  );
}

test(
  '[U243] it is on file and the address clean, on a page without the list',
  async () => {
    renderWithPortal(page, <p>Plans</p>, { paymentFields: typedFields() });
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(location.search).toBe('');
  },
  SLOW,
);

test(
  '[U243] the form says what came of it',
  async () => {
    renderWithPortal(page, <PaymentMethodForm />, { paymentFields: typedFields() });
    expect(await screen.findByText(/was added\.$/)).toBeVisible();
    expect(sent()).toHaveLength(1);
    expect(await paymentDetails()).toHaveValue('');
  },
  SLOW,
);

test(
  '[U243] tried too often in between: it is no refusal, and asked once more it is on file',
  async () => {
    page.fault = (path, method) => (isSent(path, method) ? errorAnswer('rate_limited') : null);
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    expect(
      await screen.findByText('This payment method is not saved yet.', { selector: 'span' }),
    ).toBeVisible();
    page.fault = () => null;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/was added\.$/, { selector: 'span' })).toBeVisible();
  },
  SLOW,
);
