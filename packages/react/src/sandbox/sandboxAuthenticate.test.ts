import { BillfoldError, type Client } from '@billfold/hooks';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { sandboxAuthenticate } from './sandboxAuthenticate.js';

let container: HTMLElement;
let opener: HTMLButtonElement;

beforeEach(() => {
  document.body.innerHTML = '<button>Pay and switch</button><div></div>';
  opener = document.querySelector('button')!;
  container = document.querySelector('div')!;
  opener.focus();
});

/** Runs the step over a client of which only the calls are of interest. */
function run(call: Client['call'], place: HTMLElement | null = container) {
  const leaving = new AbortController();
  const outcome = sandboxAuthenticate({
    clientSecret: 'pi_1_secret_2',
    returnUrl: 'https://app.test/',
    container: place,
    client: { scope: 'test', call } as Client,
    signal: leaving.signal,
  });
  return { outcome, leave: () => leaving.abort() };
}

const answers = () => vi.fn().mockResolvedValue({ subscription: 'sub_1', invoice: null, paid: true });

test('[U132] the bank stands in the place it is given, has the focus, and is named', () => {
  run(answers());
  const bank = screen.getByRole('group', { name: 'Confirm this payment' });
  expect(container).toContainElement(bank);
  expect(bank).toHaveFocus();
  expect(bank).toHaveTextContent('No money moves.');
});

test.each([
  ['Confirm payment', 'authenticated'],
  ['Refuse', 'refused'],
])('[U133] %s is told to the sandbox, once, and nothing of the bank stays', async (name, outcome) => {
  const call = answers();
  const step = run(call);
  await userEvent.dblClick(screen.getByRole('button', { name }));
  await expect(step.outcome).resolves.toBe(outcome);
  expect(call).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ name: 'confirmSandboxPayment' }),
    { clientSecret: 'pi_1_secret_2', outcome },
    expect.objectContaining({ idempotencyKey: expect.any(String) }),
  );
  expect(container).toBeEmptyDOMElement();
});

test('[U132] by keyboard alone; afterwards the focus is where it was', async () => {
  const step = run(answers());
  await userEvent.keyboard('{Tab}{Enter}');
  await expect(step.outcome).resolves.toBe('authenticated');
  expect(opener).toHaveFocus();
});

test('[U134] an answer that was lost can be given again, as the same one', async () => {
  const call = answers().mockRejectedValueOnce(new BillfoldError('network', 'No answer.'));
  const step = run(call);
  await userEvent.click(screen.getByRole('button', { name: 'Confirm payment' }));
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Please try again.'));
  await userEvent.click(screen.getByRole('button', { name: 'Confirm payment' }));
  await expect(step.outcome).resolves.toBe('authenticated');
  const [first, second] = call.mock.calls.map(([, , options]) => options.idempotencyKey as string);
  expect(second).toBe(first);
});

test('[U134] a payment that was settled meanwhile, and a page that is left, end the step', async () => {
  const settled = run(vi.fn().mockRejectedValue(new BillfoldError('not_found', 'Gone.', { status: 404 })));
  await userEvent.click(screen.getByRole('button', { name: 'Refuse' }));
  await expect(settled.outcome).resolves.toBe('abandoned');

  const left = run(answers());
  left.leave();
  await expect(left.outcome).resolves.toBe('abandoned');
  expect(container).toBeEmptyDOMElement();
});

test('[U132] without a place it stands at the end of the page', () => {
  const { leave } = run(answers(), null);
  expect(document.body.lastElementChild).toHaveClass('bf-SandboxBank');
  leave();
});
