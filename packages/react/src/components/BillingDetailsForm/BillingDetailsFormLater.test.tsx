import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { BillingDetailsForm } from './BillingDetailsForm.js';
import { BillingDetailsFormView } from './BillingDetailsFormView.js';

const form = vi.hoisted(() => ({ asked: 0, isBroken: true }));
vi.mock('./BillingDetailsFields.js', (original) => {
  form.asked += 1;
  if (form.isBroken) throw new TypeError('Failed to fetch dynamically imported module');
  return original();
});

test(
  '[U201, U226] who only reads fetches no form; one that could not be fetched is said, and fetched when it is asked for again',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <BillingDetailsForm />);
    const edit = await screen.findByRole('button', { name: 'Edit billing details' });
    expect(form.asked).toBe(0);
    await userEvent.click(edit);
    expect(await screen.findByText('The form could not be loaded.')).toBeVisible();
    form.isBroken = false;
    // The pointer and the focus are there already: the press alone asks again.
    fireEvent.click(screen.getByRole('button', { name: 'Edit billing details' }));
    expect(await screen.findByRole('button', { name: 'Save' })).toBeVisible();
    expect(screen.queryByText('The form could not be loaded.')).toBeNull();
  },
  SLOW,
);

test('[U249] the view fetches its form when it is opened too, and takes no focus that nobody has moved', async () => {
  form.isBroken = false;
  render(
    <BillingDetailsFormView
      state="ready"
      details={{
        kind: 'business',
        name: 'Example GmbH',
        email: null,
        invoiceEmails: [],
        phone: null,
        address: null,
        purchaseOrder: null,
        taxIds: [],
      }}
      isEditing
      form={{
        allowedUpdates: ['name'],
        isSaving: false,
        isOnline: true,
        problem: null,
        savedTaxIds: [],
        onSave: () => {},
        onCancel: () => {},
      }}
    />,
  );
  expect(await screen.findByRole('button', { name: 'Save' })).toBeVisible();
  expect(document.body).toHaveFocus();
});
