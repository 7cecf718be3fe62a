import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeSubscription, makeUpcomingInvoice, money } from '../../../test/builders.js';
import { upcomingInvoiceView as view } from '../../../test/planStates.js';

const card = () => screen.getByRole('region', { name: 'Next invoice' });

test('[U88] when it is expected, for what time, what is in it, what it is charged to, and that it is an estimate', () => {
  render(view());
  expect(card()).toHaveTextContent('Expected on Dec 14, 2026, for Dec 14, 2026 to Jan 14, 2027.');
  const rows = screen.getAllByRole('term').map((term) => term.parentElement!.textContent);
  expect(rows).toEqual(['Team, by the month$48.00', 'VAT (19%, DE)$9.12', 'Estimated amount due$57.12']);
  expect(card()).toHaveTextContent('Will be charged to Visa ending 4242. An estimate:');
});

test('[U88] discount and credit are taken off in sight', () => {
  render(view({ invoice: makeUpcomingInvoice({ discount: money(480), balanceApplied: money(1000) }) }));
  expect(card()).toHaveTextContent('Discount-$4.80');
  expect(card()).toHaveTextContent('From your credit-$10.00');
});

test('[U88] where nothing is on file, that is said', () => {
  render(view({ invoice: makeUpcomingInvoice({ paymentMethod: null }) }));
  expect(card()).toHaveTextContent('No payment method is on file.');
});

test('[U89] where nothing is going to be charged, that is said', () => {
  render(view({ state: 'empty', invoice: null }));
  expect(screen.getByText('Nothing is going to be charged.')).toBeVisible();
});

test('[U89] one of several subscriptions is chosen by name', async () => {
  const onSubscription = vi.fn();
  const other = makeSubscription({ id: 'sub_2', product: { id: 'prod_2', name: 'Business' } });
  render(view({ subscriptions: [makeSubscription(), other], onSubscription }));
  expect(screen.getByRole('group', { name: 'Next invoice: Team' })).toHaveTextContent('Estimated amount due');
  await userEvent.click(screen.getByRole('radio', { name: /^Business/ }));
  expect(onSubscription).toHaveBeenCalledExactlyOnceWith('sub_2');
});

test('[U35] forbidden: what was shown before is gone', () => {
  render(view({ state: 'forbidden', problem: { code: 'capability_missing', requestId: null } }));
  expect(screen.queryByText('Team, by the month')).toBeNull();
});
