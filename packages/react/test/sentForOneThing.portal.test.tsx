import type { Invoice, Page, Plan, Subscription } from '@billfold/contract';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { CancelSubscription } from '../src/components/CancelSubscription/index.js';
import { InvoiceList } from '../src/components/InvoiceList/index.js';
import { PaymentMethodList } from '../src/components/PaymentMethodList/index.js';
import { PlanSwitcher } from '../src/components/PlanSwitcher/index.js';
import { press } from './press.js';
import { openPortal, renderWithPortal, SLOW, type PortalPage } from './renderWithPortal.js';
import { turnControls } from './turnControls.js';
import { typedFields } from './typedFields.js';

/** Asks as the customer, in a session that the page knows nothing of. */
async function read<Answer>({ portal, customer }: PortalPage, path: string): Promise<Answer> {
  const { token } = await portal.createToken(customer);
  const answer = await portal.fetch(`/portal/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as Answer;
}

const writesOf = ({ requests }: PortalPage) => requests.filter((request) => !request.startsWith('GET'));

test(
  '[U293] the form is open from the start without taking the focus, and what is on file then is told once',
  async () => {
    const page = await openPortal('active');
    const onAdded = vi.fn();
    renderWithPortal(page, <PaymentMethodList initialForm="replace" onAdded={onAdded} />, {
      paymentFields: typedFields(),
    });
    await userEvent.type(await screen.findByRole('textbox', { name: 'Payment details' }), 'declined');
    expect(onAdded).not.toHaveBeenCalled();
    await userEvent.clear(screen.getByRole('textbox', { name: 'Payment details' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Payment details' }), 'mastercard');
    await press('Save payment method');
    await waitFor(() => expect(onAdded).toHaveBeenCalledOnce());
    expect(onAdded.mock.calls[0]![0]).toMatchObject({ paymentMethod: { last4: '4444', isDefault: true } });
  },
  SLOW,
);

test(
  '[U293] the form that nobody has asked for leaves the focus where it is',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PaymentMethodList initialForm="add" />, { paymentFields: typedFields() });
    await screen.findByRole('textbox', { name: 'Payment details' });
    expect(document.body).toHaveFocus();
    await press('Cancel');
    expect(await screen.findByRole('button', { name: 'Add payment method' })).toBeVisible();
    expect(screen.queryByRole('textbox', { name: 'Payment details' })).toBeNull();
  },
  SLOW,
);

test(
  '[U294] a plan is chosen and priced once, among the prices of its interval, and nothing is confirmed',
  async () => {
    const page = await openPortal('active');
    const { data: subscriptions } = await read<{ data: Subscription[] }>(page, '/subscriptions');
    const { id } = subscriptions[0]!;
    const { data: plans } = await read<{ data: Plan[] }>(page, `/plans?subscription=${id}`);
    const yearly = plans
      .flatMap(({ prices }) => prices)
      .find(({ interval, current, unavailable }) => interval === 'year' && !current && !unavailable)!;
    const onChanged = vi.fn();
    renderWithPortal(page, <PlanSwitcher initialChoice={{ price: yearly.id }} onChanged={onChanged} />);
    const quote = await screen.findByRole('group', { name: 'What this change costs' });
    await waitFor(() => expect(quote).toHaveAttribute('aria-busy', 'false'));
    expect(screen.getByRole('radio', { name: /^Yearly/ })).toBeChecked();
    expect(writesOf(page)).toEqual([`POST /portal/v1/subscriptions/${id}/preview`]);

    // Taken back, it is not chosen again.
    await press(/^Keep /);
    await waitFor(() => expect(screen.queryByRole('group', { name: 'What this change costs' })).toBeNull());
    expect(writesOf(page)).toHaveLength(1);
    expect(onChanged).not.toHaveBeenCalled();
  },
  SLOW,
);

test(
  '[U294] what can not be chosen here is not, and the plans are shown all the same',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PlanSwitcher initialChoice={{ price: 'price_NoneOfThem' }} />);
    expect((await screen.findAllByRole('radio')).length).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(writesOf(page)).toEqual([]);
  },
  SLOW,
);

test(
  '[U295] it is asked at once and nothing is done; done, that is told once',
  async () => {
    const page = await openPortal('active');
    const onCanceled = vi.fn();
    const onStayed = vi.fn();
    renderWithPortal(
      page,
      <CancelSubscription presentation="inline" initiallyOpen onCanceled={onCanceled} onStayed={onStayed} />,
    );
    const question = await screen.findByRole('group', { name: /^Cancel Team\?/ });
    expect(writesOf(page)).toEqual([]);
    await press('Cancel plan', question);
    await waitFor(() => expect(onCanceled).toHaveBeenCalledOnce());
    expect(onStayed).not.toHaveBeenCalled();
  },
  SLOW,
);

test(
  '[U295] a pause that is taken instead is told as staying',
  async () => {
    const page = await openPortal('active', {
      subscriptionPause: { enabled: true, maxMonths: 1 },
      subscriptionCancel: { flow: 'guided' },
    });
    const onCanceled = vi.fn();
    const onStayed = vi.fn();
    renderWithPortal(
      page,
      <CancelSubscription presentation="inline" initiallyOpen onCanceled={onCanceled} onStayed={onStayed} />,
    );
    await userEvent.click(await screen.findByRole('radio', { name: 'I do not use it enough' }));
    await press('Continue');
    await press(/^Pause until/);
    await waitFor(() => expect(onStayed).toHaveBeenCalledOnce());
    expect(onCanceled).not.toHaveBeenCalled();
  },
  SLOW,
);

test(
  '[U296] one invoice only, with its payment open; paid by a press, it is told',
  async () => {
    const page = await openPortal('pastDue');
    await turnControls(page, { paymentMethod: 'visa' });
    const { data } = await read<Page<Invoice>>(page, '/invoices');
    const { id, number } = data.find(({ status }) => status === 'open')!;
    const onPaid = vi.fn();
    renderWithPortal(page, <InvoiceList invoice={id} onPaid={onPaid} />);
    const payment = await screen.findByRole('group', { name: /^Pay invoice/ });
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    expect(writesOf(page)).toEqual([]);
    await press(/^Pay .*\d/, payment);
    await waitFor(() => expect(onPaid).toHaveBeenCalledOnce());
    expect(onPaid.mock.calls[0]![0]).toMatchObject({ id, number });
    await waitFor(() => expect(screen.queryByRole('group', { name: /^Pay invoice/ })).toBeNull());
  },
  SLOW,
);

test(
  '[U296] an invoice that is paid is shown, and there is nothing to pay',
  async () => {
    const page = await openPortal('active');
    const { data } = await read<Page<Invoice>>(page, '/invoices');
    const onPaid = vi.fn();
    renderWithPortal(page, <InvoiceList invoice={data[0]!.id} onPaid={onPaid} />);
    expect(await screen.findAllByRole('rowheader')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(onPaid).not.toHaveBeenCalled();
  },
  SLOW,
);
