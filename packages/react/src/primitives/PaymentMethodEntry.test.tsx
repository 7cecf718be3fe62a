import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeEntry } from '../../test/paymentMethodStates.js';
import { PaymentMethodEntry, type PaymentMethodEntryProps } from './PaymentMethodEntry.js';
import { paymentMethodEntryWords } from './paymentMethodEntryWords.js';

const fields = <input aria-label="Payment details" defaultValue="4242" />;
const entry = (props: Partial<PaymentMethodEntryProps> = {}) => (
  <PaymentMethodEntry {...makeEntry({ fields })} words={paymentMethodEntryWords} {...props} />
);
const typed = () => screen.getByLabelText('Payment details');
const told = () => screen.getByText((_, element) => element?.tagName === 'OUTPUT');
const group = () => screen.getByRole('group', { name: 'Add a payment method' });
const refusal = { code: 'payment_failed', requestId: null, failure: null };

test('[U251] while the bank has not said, nothing can be entered, and what was entered is where it was', () => {
  const bank: { current: HTMLDivElement | null } = { current: null };
  const { rerender } = render(entry({ phase: 'finishing', bankRef: bank }));
  const before = typed();
  const place = bank.current;
  rerender(entry({ phase: 'pending', bankRef: bank }));
  expect(typed()).toBe(before);
  expect(before).not.toBeVisible();
  expect(screen.getByText('Your bank has not answered yet.')).toHaveFocus();
  expect(screen.getAllByRole('button')).toHaveLength(1);

  rerender(entry({ phase: 'confirming', bankRef: bank }));
  expect(typed()).toBe(before);
  expect(before).toBeVisible();
  expect(bank.current).toBe(place);
  expect(place).toBeInTheDocument();
});

test('[U251] what it refuses in the end is told, with what was entered, and the focus is on the form', () => {
  const { rerender } = render(entry({ phase: 'pending' }));
  const before = typed();
  rerender(entry({ phase: 'failed', problem: refusal }));
  expect(screen.getByRole('alert')).toHaveTextContent('This payment method could not be saved.');
  expect(typed()).toBe(before);
  expect(before).toBeVisible();
  expect(group()).toHaveFocus();
});

test('[U251] whoever is elsewhere by then stays there', () => {
  const page = (phase: PaymentMethodEntryProps['phase']) => (
    <>
      <button type="button">Elsewhere</button>
      {entry({ phase, problem: refusal })}
    </>
  );
  const { rerender } = render(page('pending'));
  screen.getByRole('button', { name: 'Elsewhere' }).focus();
  rerender(page('failed'));
  expect(screen.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
});

test('[U251] what it accepts in the end is told to those who listen; what is said at once, by the focus alone', () => {
  const succeeded = { phase: 'succeeded', added: { name: 'Visa ending 4242', plans: [] } } as const;
  const { rerender, unmount } = render(entry({ phase: 'pending' }));
  expect(told()).toBeEmptyDOMElement();
  rerender(entry(succeeded));
  expect(told()).toHaveTextContent('Visa ending 4242 was added.');
  expect(screen.queryByLabelText('Payment details')).toBeNull();
  unmount();
  const again = render(entry({ phase: 'finishing' }));
  again.rerender(entry(succeeded));
  expect(told()).toBeEmptyDOMElement();
});

test('[U252] fields that are not shown yet can not be come to, and are there', () => {
  const { rerender } = render(entry({ condition: 'loading' }));
  const before = typed();
  expect(before.closest('[inert]')).not.toBeNull();
  expect(before.closest('[hidden]')).toBeNull();
  rerender(entry({ condition: 'slow' }));
  expect(before.closest('[inert]')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Try again' }).closest('[inert]')).toBeNull();
  rerender(entry({ condition: 'ready' }));
  expect(typed()).toBe(before);
  expect(before.closest('[inert]')).toBeNull();
});
