import type { PaymentFields, PaymentFieldsProps } from '@billfold/react';
import { render, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { fetchedFields, paymentFields } from './paymentFields.js';

const props: PaymentFieldsProps = {
  settings: {},
  label: 'Payment details',
  locale: 'en',
  currency: null,
  disabled: false,
  onChange: () => {},
  onState: () => {},
};

const drawn: PaymentFields = {
  provider: 'sandbox',
  Fields: ({ label }) => <p>{label}</p>,
  authenticate: () => Promise.resolve('refused'),
};

test('[P35] there are fields for each provider that can be behind a portal', () => {
  expect(paymentFields.map(({ provider }) => provider)).toEqual(['sandbox', 'stripe']);
});

test('[P35] fields are fetched when they are drawn, and not before', async () => {
  const load = vi.fn(() => Promise.resolve(drawn));
  const { Fields } = fetchedFields('sandbox', load);
  expect(load).not.toHaveBeenCalled();
  render(<Fields {...props} />);
  expect(await screen.findByText('Payment details')).toBeVisible();
});

test('[P35] fields whose script does not come are blocked, and drawn anew they are fetched anew', async () => {
  const load = vi.fn(() => Promise.resolve(drawn));
  load.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const { Fields } = fetchedFields('sandbox', load);
  const onState = vi.fn<PaymentFieldsProps['onState']>();
  const { rerender } = render(<Fields key="first" {...props} onState={onState} />);
  await waitFor(() => expect(onState).toHaveBeenCalledWith({ status: 'failed', reason: 'blocked' }));
  expect(screen.queryByText('Payment details')).toBeNull();

  rerender(<Fields key="second" {...props} onState={onState} />);
  expect(await screen.findByText('Payment details')).toBeVisible();
  expect(onState).toHaveBeenCalledOnce();
});

test('[P30] the bank is asked by the script that is fetched then', async () => {
  const load = vi.fn(() => Promise.resolve(drawn));
  const { authenticate } = fetchedFields('sandbox', load);
  expect(load).not.toHaveBeenCalled();
  const step = { settings: {}, locale: 'en' } as Parameters<PaymentFields['authenticate']>[0];
  expect(await authenticate(step)).toBe('refused');
});
