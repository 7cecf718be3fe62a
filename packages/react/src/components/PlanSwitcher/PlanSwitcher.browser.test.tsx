import { render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../styles.css';
import {
  makeChange,
  makeLaterQuote,
  makePlans,
  makePrice,
  makeReadyChange,
  makeSubscription,
} from '../../../test/builders.js';
import { layoutShiftDuring } from '../../../test/layoutShift.js';
import { planSwitcherView as view } from '../../../test/planStates.js';
import type { PlanInterval } from '@billfold/hooks';

afterEach(() => {
  document.documentElement.dir = 'ltr';
});

/** The switcher with content of the host below it, which must not move. */
const inPage = (switcher: ReactElement) => (
  <>
    {switcher}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  test.each([
    ['plans', view()],
    ['nothing', view({ state: 'empty', subscription: null, plans: [] })],
    ['a failure', view({ state: 'error', subscription: null, plans: [] })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_next, next) => {
    await page.viewport(width, 900);
    const { rerender } = render(inPage(view({ state: 'loading', subscription: null, plans: [] })));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});

test('[U67] at 320 px no row is taller than what is in it', async () => {
  await page.viewport(320, 900);
  const { container } = render(view({ plans: makePlans().map((plan) => ({ ...plan, features: ['One'] })) }));
  for (const row of container.querySelectorAll('.bf-RadioRow')) {
    const { bottom } = row.lastElementChild!.getBoundingClientRect();
    const { paddingBottom } = getComputedStyle(row);
    expect(row.getBoundingClientRect().bottom - bottom).toBeLessThanOrEqual(parseFloat(paddingBottom) + 1);
  }
});

/** A switcher that does what is chosen in it, and tells. */
function Switcher({ told }: { told: string[] }) {
  const [price, setPrice] = useState('price_1');
  const [quantity, setQuantity] = useState(2);
  const [interval, setInterval] = useState<PlanInterval>({ interval: 'month', intervalCount: 1 });
  const plans = makePlans().map((plan) => ({
    ...plan,
    prices: plan.prices.map((each) => ({ ...each, quantity: { adjustable: true, min: 1, max: 9 } })),
  }));
  return view({
    plans,
    subscription: makeSubscription({ price: makePrice({ scheme: 'per_seat' }), quantity: 2 }),
    interval,
    change:
      price === 'price_1' && quantity === 2
        ? makeChange()
        : makeReadyChange(undefined, { selection: { price, quantity, promotionCode: null } }),
    onInterval: setInterval,
    onSelect: (choice) => {
      told.push(JSON.stringify(choice));
      if (choice.price) setPrice(choice.price);
      if (choice.quantity) setQuantity(choice.quantity);
    },
    onConfirm: () => void told.push('confirmed'),
  });
}

test('[U71, U79] with the keyboard alone: interval, plan, seats, agreement, confirmation, in the order of the page', async () => {
  const told: string[] = [];
  await page.viewport(800, 900);
  render(<Switcher told={told} />);
  const focused = () => document.activeElement as HTMLInputElement;

  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(screen.getByRole('radio', { name: 'Monthly' }));
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe(screen.getByRole('radio', { name: /^Team/ }));
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
  await userEvent.keyboard('{Tab}');
  expect(focused()).toHaveAccessibleName('Remove one seat');
  await userEvent.keyboard('{Tab}');
  expect(focused()).toHaveAccessibleName('Seats');
  await userEvent.keyboard('{ArrowUp}');
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  expect(focused()).toHaveAccessibleName(/^Charge me/);
  await userEvent.keyboard(' {Tab}{Enter}');
  expect(told).toEqual(['{"price":"price_BusinessMonth"}', '{"quantity":3}', 'confirmed']);
});

test('[U67] a row can be pressed anywhere', async () => {
  const told: string[] = [];
  await page.viewport(800, 900);
  render(<Switcher told={told} />);
  await page.getByText('Everything in Team').click({ force: true });
  expect(told).toEqual(['{"price":"price_BusinessMonth"}']);
});

test('[U9] what has the focus shows it, also where the radio itself is not seen', async () => {
  render(view());
  const ring = (element: Element) => getComputedStyle(element).outlineWidth;
  await userEvent.keyboard('{Tab}');
  expect(ring(document.activeElement!.parentElement!)).toBe('2px');
  await userEvent.keyboard('{Tab}');
  expect(ring(document.activeElement!)).toBe('2px');
});

test('[U73] the buttons of the stepper are large enough for a finger', () => {
  const told: string[] = [];
  render(<Switcher told={told} />);
  for (const name of ['Remove one seat', 'Add one seat']) {
    const { width, height } = screen.getByRole('button', { name }).getBoundingClientRect();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
});

test('[U7] long words are broken, and a choice of subscriptions is no wider than its place', async () => {
  await page.viewport(320, 700);
  const long = 'Unternehmenszusammenschlussberatungspaket'.repeat(2);
  const other = makeSubscription({ id: 'sub_2', product: { id: 'prod_2', name: long } });
  render(
    view({
      subscriptions: [makeSubscription(), other],
      onSubscription: () => {},
      plans: makePlans().map((plan) => ({ ...plan, name: long, features: [long] })),
      change: makeReadyChange(),
    }),
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const choice = screen.getByRole('group', { name: 'Subscription' });
  expect(choice.getBoundingClientRect().right).toBeLessThanOrEqual(320);
});

describe('forced colours', () => {
  const emulate = (features: { name: string; value: string }[]) =>
    (cdp() as Chromium).send('Emulation.setEmulatedMedia', { features });
  afterEach(() => emulate([]));

  test('[U15] what is chosen has an outline, and what it costs a frame', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    render(view({ change: makeReadyChange(makeLaterQuote()) }));
    const style = (element: Element) => getComputedStyle(element);
    const row = (plan: RegExp) => screen.getByRole('radio', { name: plan }).closest('.bf-RadioRow')!;
    expect(style(row(/^Starter/)).outlineStyle).toBe('solid');
    expect(style(row(/^Team/)).outlineStyle).toBe('none');
    expect(style(screen.getByRole('radio', { name: 'Monthly' }).parentElement!).outlineStyle).toBe('solid');
    expect(style(screen.getByRole('group', { name: 'What this change costs' })).borderTopStyle).toBe('solid');
  });
});

/** What these tests ask of the browser itself. */
interface Chromium {
  send(
    method: 'Emulation.setEmulatedMedia',
    media: { features: { name: string; value: string }[] },
  ): Promise<void>;
}
