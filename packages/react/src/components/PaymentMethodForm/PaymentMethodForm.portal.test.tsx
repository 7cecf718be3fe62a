import { useSession } from '@billfold/hooks';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { expect, test, vi } from 'vitest';
import { enterPaymentMethod, paymentDetails } from '../../../test/enterPaymentMethod.js';
import { press } from '../../../test/press.js';
import {
  errorAnswer,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../../test/renderWithPortal.js';
import { typedFields } from '../../../test/typedFields.js';
import { PaymentMethodForm } from './PaymentMethodForm.js';

let page: PortalPage;

const submit = () => screen.findByRole('button', { name: 'Save payment method' });
const sent = (path: string) => page.requests.filter((request) => request.endsWith(path));

test(
  '[U179, U180, U185] one press, or two, is one payment method; the host is told once what moved',
  async () => {
    page = await openPortal('active');
    const onAdded = vi.fn();
    renderWithPortal(
      page,
      <StrictMode>
        <PaymentMethodForm makeDefault onAdded={onAdded} />
      </StrictMode>,
      { paymentFields: typedFields() },
    );
    await userEvent.type(await paymentDetails(), 'mastercard');
    expect(await screen.findByRole('checkbox')).toBeChecked();
    expect(await screen.findByText(/Team is charged to it then/)).toBeVisible();
    await userEvent.dblClick(await submit());
    expect(await screen.findByText('Mastercard ending 4444 was added.')).toHaveFocus();
    expect(sent('/payment-methods/setup-intent')).toHaveLength(1);
    expect(sent('POST /portal/v1/payment-methods')).toHaveLength(1);
    expect(onAdded).toHaveBeenCalledOnce();
    expect(onAdded.mock.calls[0]![0]).toMatchObject({
      paymentMethod: { last4: '4444', isDefault: true },
      moved: [{ product: { name: 'Team' } }],
    });
  },
  SLOW,
);

test(
  '[U181] refused: what to do is said, what was entered stays, and another one is saved with the same intent',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodForm />, { paymentFields: typedFields() });
    await enterPaymentMethod('declined_at_setup');
    expect(await screen.findByRole('alert')).toHaveTextContent('This payment method could not be saved.');
    expect(await paymentDetails()).toHaveValue('declined_at_setup');
    await enterPaymentMethod('visa');
    expect(await screen.findByText('Visa ending 4242 was added.')).toBeVisible();
    expect(sent('/payment-methods/setup-intent')).toHaveLength(1);
  },
  SLOW,
);

test(
  '[U184] the bank asks in the form; what it refuses can be tried again',
  async () => {
    page = await openPortal('active');
    const { container } = renderWithPortal(page, <PaymentMethodForm />, { paymentFields: typedFields() });
    await enterPaymentMethod('authentication_at_setup');
    const refuse = await screen.findByRole('button', { name: 'Refuse' });
    expect(container.querySelector('.bf-PaymentMethodEntry')).toContainElement(refuse);
    await userEvent.click(refuse);
    expect(await screen.findByText(/Your bank did not get your confirmation/)).toBeVisible();
    await press('Save payment method');
    await press(/^Confirm/);
    expect(await screen.findByText(/was added\.$/)).toBeVisible();
  },
  SLOW,
);

test(
  '[U183] the answer was lost: it is sent again, and saved once',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodForm />, { paymentFields: typedFields() });
    let isLost = true;
    page.fault = (path, method) => {
      if (!isLost || path !== '/portal/v1/payment-methods' || method !== 'POST') return null;
      isLost = false;
      throw new TypeError('Failed to fetch');
    };
    await enterPaymentMethod('visa');
    expect(await screen.findByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
    await press('Try again');
    expect(await screen.findByText('Visa ending 4242 was added.')).toBeVisible();
  },
  SLOW,
);

test(
  '[U177] a page without the fields of the provider says so',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodForm />);
    expect(await screen.findByText('Payment methods can’t be entered here.')).toBeVisible();
  },
  SLOW,
);

test(
  '[U178] fields that could not be loaded are loaded again',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodForm />, {
      paymentFields: typedFields({ status: 'failed', reason: 'blocked' }),
    });
    expect(await screen.findByText(/A content blocker or your network/)).toBeVisible();
    await press('Try again');
    expect(await paymentDetails()).toBeEnabled();
    expect(await submit()).toBeEnabled();
  },
  SLOW,
);

test(
  '[U186] nothing where the portal does not offer it, or the session may not add one',
  async () => {
    page = await openPortal('active', { paymentMethodUpdate: { enabled: false } });
    const { container, unmount } = renderWithPortal(page, <PaymentMethodForm />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    unmount();
    await page.portal.configure({ paymentMethodUpdate: { enabled: true } });
    page.token = { capabilities: ['payment_methods:read'] };
    const second = renderWithPortal(page, <PaymentMethodForm />);
    await waitFor(() => expect(second.container).toBeEmptyDOMElement());
  },
  SLOW,
);

test(
  '[U240] what is on file is not known: nothing is moved that nobody has asked for',
  async () => {
    page = await openPortal('active');
    const onAdded = vi.fn();
    let answer: (response: Response) => void = () => {};
    page.fault = (path, method) =>
      path === '/portal/v1/payment-methods' && method === 'GET'
        ? new Promise((resolve) => (answer = resolve))
        : null;
    renderWithPortal(page, <PaymentMethodForm onAdded={onAdded} />, { paymentFields: typedFields() });
    const input = await paymentDetails();
    await waitFor(() => expect(input).toBeEnabled());
    await userEvent.type(input, 'mastercard');
    // Whether it becomes the default is not on the screen yet.
    expect(await submit()).toBeDisabled();
    page.fault = () => null;
    answer(errorAnswer('capability_missing'));
    expect(await screen.findByRole('checkbox')).not.toBeChecked();
    await press('Save payment method');
    await waitFor(() => expect(onAdded).toHaveBeenCalledOnce());
    expect(onAdded.mock.calls[0]![0]).toMatchObject({ paymentMethod: { isDefault: false }, moved: [] });
  },
  SLOW,
);

test(
  '[U241] whatever cannot be asked for again meanwhile, what was entered and how far it is stays',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodForm />, { paymentFields: typedFields() });
    let isDown = false;
    page.fault = (path, method) => {
      isDown ||= path === '/portal/v1/payment-methods' && method === 'POST';
      return isDown ? errorAnswer('internal') : null;
    };
    await enterPaymentMethod('visa');
    expect(await screen.findByText('We do not know whether this arrived.')).toBeVisible();
    expect(await screen.findByText('The payment form could not be loaded.')).toBeVisible();
    expect(await paymentDetails()).toHaveValue('visa');
    page.fault = () => null;
    const group = await screen.findByRole('group', { name: 'Add a payment method' });
    await userEvent.click(within(group).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Visa ending 4242 was added.')).toBeVisible();
    expect(sent('/payment-methods/setup-intent')).toHaveLength(1);
  },
  SLOW,
);

test(
  '[U242] to the next customer nothing is shown of what was entered, or what became of it',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <Expiring />, { paymentFields: typedFields() });
    await enterPaymentMethod('mastercard');
    expect(await screen.findByText('Mastercard ending 4444 was added.')).toBeVisible();
    await signInAnother();
    expect(await paymentDetails()).toHaveValue('');
    expect(screen.queryByText('Mastercard ending 4444 was added.')).toBeNull();
  },
  SLOW,
);

/** The form, and a way to find out who is signed in. */
function Expiring() {
  const { refetch } = useSession();
  return (
    <>
      <PaymentMethodForm />
      <button type="button" onClick={() => void refetch()}>
        Look again
      </button>
    </>
  );
}

/** The page's next credential is another customer's. */
async function signInAnother(): Promise<void> {
  page.customer = (await page.portal.createScenario('active')).id;
  page.fault = () => {
    page.fault = () => null;
    return errorAnswer('unauthorized');
  };
  await press('Look again');
}
