import { waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

/** Presses a button as a person does: not before it is there and can be pressed. */
export async function press(name: string | RegExp, place?: HTMLElement): Promise<void> {
  await userEvent.click(await pressable(name, place));
}

/** A button, as soon as a press would do something: one that is busy takes it and does nothing. */
export async function pressable(
  name: string | RegExp,
  place: HTMLElement = document.body,
): Promise<HTMLElement> {
  await waitFor(() => {
    const button = within(place).getByRole('button', { name });
    expect(button).toBeEnabled();
    expect(button).not.toHaveAttribute('aria-busy', 'true');
  });
  return within(place).getByRole('button', { name });
}
