import type { PaymentFieldsHandle } from '@billfold/hooks';
import { screen } from '@testing-library/react';
import { useEffect, useRef } from 'react';
import { expect, test } from 'vitest';
import { enterPaymentMethod } from '../../test/enterPaymentMethod.js';
import {
  errorAnswer,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../test/renderWithPortal.js';
import { typedFields } from '../../test/typedFields.js';
import type { PaymentFields } from '../payment-fields/PaymentFields.js';
import { AddPaymentMethod } from './AddPaymentMethod.js';

let page: PortalPage;

/** Answers that come one after the other when a payment method is put on file; then the portal's. */
function answer(...answers: (() => Response)[]): void {
  page.fault = (path, method) =>
    path === '/portal/v1/payment-methods' && method === 'POST' ? (answers.shift()?.() ?? null) : null;
}

test(
  '[U251] the bank asks after all, and then refuses: with the fields that are there, and what was entered stays',
  async () => {
    page = await openPortal('active');
    const asked: { secret: string; isThere: boolean; hasFields: boolean }[] = [];
    const paymentFields = recordingFields((secret, container, input) =>
      asked.push({ secret, isThere: container.isConnected, hasFields: input.isConnected }),
    );
    renderWithPortal(page, <AddPaymentMethod />, { paymentFields });
    answer(
      () => Response.json({ status: 'pending' }),
      () => Response.json({ status: 'requires_action', clientSecret: 'seti_1_secret_2' }),
      () => errorAnswer('payment_failed'),
    );
    const input = await enterPaymentMethod('visa');
    await screen.findByText('Your bank has not answered yet.');
    expect(await screen.findByRole('alert')).toHaveTextContent('This payment method could not be saved.');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual({ secret: 'seti_1_secret_2', isThere: true, hasFields: true });
    expect(input).toBeVisible();
    expect(input).toBeEnabled();
    expect(input).toHaveValue('visa');
  },
  SLOW,
);

test(
  '[U251] the bank accepts after all, which is told',
  async () => {
    page = await openPortal('active');
    renderWithPortal(page, <AddPaymentMethod />, { paymentFields: typedFields() });
    answer(() => Response.json({ status: 'pending' }));
    await enterPaymentMethod('mastercard');
    expect(
      await screen.findByText('Mastercard ending 4444 was added.', { selector: 'output' }),
    ).toBeInTheDocument();
  },
  SLOW,
);

/** Fields that confirm whatever is entered, and tell with what they were asked to. */
function recordingFields(
  onConfirm: (secret: string, container: HTMLElement, input: HTMLElement) => void,
): PaymentFields {
  return {
    ...typedFields(),
    Fields: function RecordingFields({ label, disabled, onState }) {
      const input = useRef<HTMLInputElement>(null);
      const tell = useRef(onState);
      useEffect(() => {
        const field = input.current!;
        const handle: PaymentFieldsHandle = {
          validate: async () => true,
          async confirm({ clientSecret, container }) {
            onConfirm(clientSecret, container!, field);
            return { status: 'confirmed' };
          },
          focus: () => field.focus(),
        };
        tell.current({ status: 'ready', handle });
      }, []);
      return <input ref={input} aria-label={label} disabled={disabled} />;
    },
  };
}
