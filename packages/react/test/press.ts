import { waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

/** Presses a button as a person does: not before it is there and can be pressed. */
export async function press(name: string | RegExp, place: HTMLElement = document.body): Promise<void> {
  await waitFor(() => {
    const button = within(place).getByRole('button', { name });
    expect(button).toBeEnabled();
    expect(button).not.toHaveAttribute('aria-busy', 'true');
  });
  await userEvent.click(within(place).getByRole('button', { name }));
}
