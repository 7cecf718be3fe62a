import { usePaymentMethods } from '@billfold/hooks';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { enterPaymentMethod, paymentDetails } from '../../../test/enterPaymentMethod.js';
import { press } from '../../../test/press.js';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { typedFields } from '../../../test/typedFields.js';
import { PaymentMethodList } from './PaymentMethodList.js';

afterEach(() => history.replaceState(null, '', '/'));

const group = (name: string | RegExp) => screen.findByRole('group', { name });
const list = () => screen.getByRole('region', { name: 'Payment methods' });

async function add(method: string): Promise<void> {
  await press('Add payment method');
  await enterPaymentMethod(method);
}

test(
  '[U167, U168, U172, U173] an expiring card is replaced: the new one is the default, and the old one can go',
  async () => {
    const page = await openPortal('expiringCard');
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    expect(await screen.findByText('Expires soon')).toBeVisible();
    await press(/^Replace/);
    expect(await group('Add a payment method')).toHaveFocus();
    await paymentDetails();
    expect(screen.getByRole('checkbox')).toBeChecked();
    await enterPaymentMethod('mastercard');
    expect(await screen.findByText('Mastercard ending 4444 was added.', { selector: 'span' })).toHaveFocus();
    expect(list()).toHaveTextContent(/is charged to Mastercard ending 4444 from now on/);

    await press('Remove: Visa ending 4242');
    const question = await group('Remove Visa ending 4242?');
    await userEvent.click(within(question).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Visa ending 4242 was removed.', { selector: 'span' })).toHaveFocus();
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Remove: Mastercard ending 4444' })).toBeDisabled();
  },
  SLOW,
);

test(
  '[U168] a debit is added, and made the default in its row',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    await add('sepa_debit');
    expect(
      await screen.findByText(/^SEPA debit ending \d+ was added\.$/, { selector: 'span' }),
    ).toBeVisible();
    expect(await screen.findByText(/^Mandate/)).toBeVisible();
    await press(/^Make default: SEPA/);
    const question = await group(/^Make SEPA/);
    expect(question).toHaveAccessibleDescription(/^Team is charged to SEPA/);
    await userEvent.click(within(question).getByRole('button', { name: 'Make default' }));
    expect(await screen.findByText(/is the default\.$/, { selector: 'span' })).toHaveFocus();
    expect(list()).toHaveTextContent(/Team is charged to SEPA debit ending \d+ from now on/);
    const [first] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/SEPA.*Default/);
  },
  SLOW,
);

test(
  '[U171] needed by now: refused by the portal, and told with what needs it',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    await add('mastercard');
    await press('Remove: Mastercard ending 4444');
    const question = await group('Remove Mastercard ending 4444?');
    // Somebody else makes it the default in the meantime.
    const { token } = await page.portal.createToken(page.customer);
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      Origin: 'https://app.test',
      'Sec-Fetch-Site': 'cross-site',
    };
    const listed = await page.portal.fetch('/portal/v1/payment-methods', { headers });
    const { data } = (await listed.json()) as { data: { id: string; last4: string }[] };
    const { id } = data.find(({ last4 }) => last4 === '4444')!;
    const answer = await page.portal.fetch(`/portal/v1/payment-methods/${id}/default`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    expect(answer.status).toBe(200);

    await userEvent.click(within(question).getByRole('button', { name: 'Remove' }));
    expect(await within(question).findByRole('alert')).toHaveTextContent('This payment method is needed.');
    // In its own row: until the list comes anew it is still said of the one that was the default.
    const row = question.closest('li')!;
    expect(await within(row).findByText(/while Team is charged to it/)).toBeVisible();
    await waitFor(() => expect(within(question).queryByRole('button', { name: 'Remove' })).toBeNull());
  },
  SLOW,
);

test(
  '[U175] nothing where it is not offered; who may look only has no controls',
  async () => {
    const page = await openPortal('active', { paymentMethodUpdate: { enabled: false } });
    const { container, unmount } = renderWithPortal(page, <PaymentMethodList />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    unmount();
    await page.portal.configure({ paymentMethodUpdate: { enabled: true } });
    page.token = { capabilities: ['subscriptions:read'] };
    const second = renderWithPortal(page, <PaymentMethodList />);
    await waitFor(() => expect(second.container).toBeEmptyDOMElement());
    second.unmount();
    page.token = { capabilities: ['payment_methods:read'] };
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    expect(await screen.findByText('Visa ending 4242')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  },
  SLOW,
);

test(
  '[U176] back from a bank that took the whole page: what came of it is told',
  async () => {
    const page = await openPortal('active');
    history.replaceState(
      null,
      '',
      '/settings?billfold_setup=default&setup_intent=seti_1&setup_intent_client_secret=s&redirect_status=succeeded',
    );
    let isDown = true;
    page.fault = (path, method) =>
      isDown && path === '/portal/v1/payment-methods' && method === 'POST'
        ? errorAnswer('provider_unavailable')
        : null;
    renderWithPortal(page, <PaymentMethodList />, { paymentFields: typedFields() });
    expect(
      await screen.findByText('We do not know whether this arrived.', { selector: 'span' }),
    ).toBeVisible();
    expect(location.search).toBe('');
    isDown = false;
    await press('Try again');
    // No such intent of this customer: nothing that they have to be told of.
    await waitFor(() => expect(screen.queryByText('We do not know whether this arrived.')).toBeNull());
  },
  SLOW,
);

test(
  '[U32] what could not be loaded is said, and can be tried again',
  async () => {
    const page = await openPortal('active');
    page.fault = (path) => (path === '/portal/v1/payment-methods' ? errorAnswer('internal') : null);
    renderWithPortal(page, <PaymentMethodList />);
    expect(await screen.findByText('Your payment methods could not be loaded.')).toBeVisible();
    page.fault = () => null;
    await press('Try again');
    expect(await screen.findByText('Visa ending 4242')).toBeVisible();
  },
  SLOW,
);

test(
  '[U241] the session ends while the form is open: what was entered stays, and only what opens it is gone',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <LookedAt />, { paymentFields: typedFields() });
    await press('Add payment method');
    const input = await paymentDetails();
    await userEvent.type(input, 'mastercard');
    page.token = null;
    page.fault = () => errorAnswer('unauthorized');
    await press('Look again');
    expect(await screen.findByText('Sign in again to see this.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Payment details' })).toBe(input);
    expect(input).toHaveValue('mastercard');
  },
  SLOW,
);

/** The list, and a way to ask for it again. */
function LookedAt() {
  const { refetch } = usePaymentMethods();
  return (
    <>
      <PaymentMethodList />
      <button type="button" onClick={() => void refetch()}>
        Look again
      </button>
    </>
  );
}
