import { render, screen, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../styles.css';
import { layoutShiftDuring, painted } from '../../../test/layoutShift.js';
import { makePaymentMethod, makeSpareCard } from '../../../test/paymentMethodBuilders.js';
import { paymentMethodListView as view } from '../../../test/paymentMethodStates.js';

const card = makePaymentMethod({ removable: true, removalBlockedBy: [], holder: null });
const loading = view({ state: 'loading', paymentMethods: [], onAdd: undefined, onAsk: undefined });

/** The list with content of the host below it, which must not move. */
const inPage = (list: ReactElement) => (
  <>
    {list}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe('at 800 px', () => {
  test.each([
    ['one card', view({ paymentMethods: [card] })],
    ['nothing', view({ state: 'empty', paymentMethods: [] })],
    [
      'an error',
      view({ state: 'error', paymentMethods: [], problem: { code: 'internal', requestId: 'req_1' } }),
    ],
    ['no connection', view({ state: 'offline', paymentMethods: [] })],
    ['the end of the session', view({ state: 'expired', paymentMethods: [] })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_what, next) => {
    await page.viewport(800, 900);
    const { rerender } = render(inPage(loading));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});

test('[U31] in a narrow place the title keeps its height when the button comes', async () => {
  await page.viewport(320, 900);
  const { rerender, container } = render(loading);
  const height = () => container.querySelector('.bf-Section-head')!.getBoundingClientRect().height;
  await painted();
  const before = height();
  rerender(view({ paymentMethods: [card] }));
  expect(height()).toBe(before);
});

test('[U9, U169] by the keyboard: a question is opened, gone through, and left, and the focus is always seen', async () => {
  await page.viewport(800, 900);
  const spare = makeSpareCard();
  const change = { paymentMethod: 'pm_2', task: 'remove', state: 'asking' } as const;
  const { rerender } = render(view({ paymentMethods: [card, spare], change }));
  const question = await screen.findByRole('group', { name: /^Remove Mastercard/ });
  const [keep, remove] = within(question).getAllByRole('button');
  expect(keep).toHaveFocus();
  await userEvent.keyboard('{Tab}');
  expect(remove).toHaveFocus();
  const { outlineStyle, outlineWidth } = getComputedStyle(remove!);
  expect(`${outlineStyle} ${outlineWidth}`).toBe('solid 2px');
  rerender(view({ paymentMethods: [card, spare] }));
  expect(screen.getByRole('button', { name: 'Remove: Mastercard ending 4444' })).toHaveFocus();
});

/** What the session is in the one browser that these tests run in. */
interface Chromium {
  send(method: string, parameters: object): Promise<unknown>;
}

describe('the visitor’s system', () => {
  const emulate = (features: { name: string; value: string }[]) =>
    (cdp() as Chromium).send('Emulation.setEmulatedMedia', { features });
  afterEach(() => emulate([]));

  test('[U15] forced colours: the mark of a card and its question are still told apart', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    const change = { paymentMethod: 'pm_2', task: 'remove', state: 'asking' } as const;
    const { container } = render(view({ paymentMethods: [card, makeSpareCard()], change }));
    await screen.findByRole('group', { name: /^Remove Mastercard/ });
    for (const part of ['.bf-PaymentMethodList-mark', '.bf-PaymentMethodList-question', '.bf-Chip']) {
      expect(getComputedStyle(container.querySelector(part)!).borderTopStyle, part).toBe('solid');
    }
  });
});
