import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect } from 'vitest';
import { press } from './press.js';

/** The one field of `typedFields`. */
export const paymentDetails = () => screen.findByRole('textbox', { name: 'Payment details' });

/** Types a test method, over what was typed before, and saves it. Answers with the field. */
export async function enterPaymentMethod(method: string): Promise<HTMLElement> {
  const input = await paymentDetails();
  await waitFor(() => expect(input).toBeEnabled());
  await userEvent.clear(input);
  await userEvent.type(input, method);
  await press('Save payment method');
  return input;
}
