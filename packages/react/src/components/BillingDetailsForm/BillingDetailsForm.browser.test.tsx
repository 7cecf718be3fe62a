import { render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../styles.css';
import { billingDetailsFormView as view, blankDetails } from '../../../test/billingDetailsStates.js';
import { layoutShiftDuring } from '../../../test/layoutShift.js';

/** The part of the browser's own protocol that is used here. */
interface Chromium {
  send(method: string, params: object): Promise<unknown>;
}

const html = document.documentElement;
afterEach(() => {
  html.dir = 'ltr';
  html.removeAttribute('style');
});

/** The details with content of the host below them, which must not move. */
const inPage = (details: ReactElement) => (
  <>
    {details}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  test.each([
    ['details', view()],
    ['nothing on file', view({ state: 'empty', details: blankDetails })],
    ['a failure', view({ state: 'error', details: null })],
    ['a session that ended', view({ state: 'expired', details: null })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_next, next) => {
    await page.viewport(width, 900);
    const { rerender } = render(inPage(view({ state: 'loading', details: null })));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});

test.each([320, 480, 800])('[U7] at %i px with text of twice the size nothing sticks out', async (width) => {
  await page.viewport(width, 900);
  html.style.fontSize = '200%';
  const { container } = render(view({ isEditing: true }));
  const room = container.firstElementChild!.getBoundingClientRect();
  for (const part of container.querySelectorAll('button, input, select, p, label, legend')) {
    const { left, right } = part.getBoundingClientRect();
    expect(left, part.outerHTML).toBeGreaterThanOrEqual(room.left - 0.5);
    expect(right, part.outerHTML).toBeLessThanOrEqual(room.right + 0.5);
  }
  expect(html.scrollWidth).toBeLessThanOrEqual(width);
});

test('[U305] from right to left, lines that are written the other way begin where the others do', async () => {
  await page.viewport(800, 900);
  html.dir = 'rtl';
  render(view());
  const lines = [...document.querySelectorAll('.bf-BillingDetailsForm-line')];
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    const text = document.createRange();
    text.selectNodeContents(line);
    const { right } = line.parentElement!.getBoundingClientRect();
    expect(text.getBoundingClientRect().right, line.textContent).toBeCloseTo(right, 0);
  }
});

test('[U217, U219] with the keyboard alone: from the name to what is missing, and to Save', async () => {
  const onSave = vi.fn();
  await page.viewport(800, 900);
  render(view({ isEditing: true, form: { onSave } }));
  const focused = () => document.activeElement as HTMLElement;

  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(screen.getByRole('radio', { name: 'Business' }));
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(screen.getByLabelText('Company name'));
  await userEvent.keyboard('{Tab}');
  // By typing, as in every list of the system. One letter: what is typed a second later begins another word.
  await userEvent.keyboard('Q');
  expect(focused()).toHaveValue('QA');
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  expect(focused()).toBe(screen.getByLabelText('City'));
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}{Enter}');
  const link = await screen.findByRole('link', { name: 'Enter the city.' });
  expect(focused()).toContainElement(link);
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(link);
  await userEvent.keyboard('{Enter}Doha{Enter}');
  await expect.poll(() => onSave.mock.calls.length).toBe(1);
  expect(focused()).toBe(screen.getByRole('button', { name: 'Save' }));
});

test('[U15] in forced colours a field that is wrong, and the one that has the focus, are still told apart', async () => {
  await page.viewport(800, 900);
  const session = cdp() as Chromium;
  await session.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'forced-colors', value: 'active' }],
  });
  try {
    render(view({ isEditing: true }));
    const name = screen.getByLabelText('Company name');
    await userEvent.fill(name, '');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    // By words, not by a colour.
    await expect.poll(() => name.getAttribute('aria-describedby')).toBeTruthy();
    await userEvent.keyboard('{Tab}{Enter}');
    expect(getComputedStyle(name).outlineStyle).toBe('solid');
    expect(getComputedStyle(name).outlineWidth).toBe('2px');
  } finally {
    await session.send('Emulation.setEmulatedMedia', { features: [] });
  }
});
