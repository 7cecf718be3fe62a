import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeLaterQuote, makePlans, makeReadyChange, money } from '../../../test/builders.js';
import { planSwitcherView as view } from '../../../test/planStates.js';
import { english } from '../../words/english/index.js';

const year = { interval: 'year', intervalCount: 1 } as const;

test('[U67] plans are radios of one group, whose names say plan and price; what is in them describes them', () => {
  render(view());
  const group = screen.getByRole('group', { name: 'Plan' });
  expect(
    within(group)
      .getAllByRole('radio')
      .map((radio) => (radio as HTMLInputElement).name),
  ).toEqual(Array(3).fill((within(group).getAllByRole('radio')[0] as HTMLInputElement).name));
  const business = screen.getByRole('radio', { name: 'Business $120.00 a month' });
  expect(business).toHaveAccessibleDescription(/For companies with rules of their own/);
  expect(business).toHaveAccessibleDescription(/Audit log/);
});

test('[U67] the plan that one has is chosen, and named in text', () => {
  render(view());
  expect(screen.getByRole('radio', { name: 'Team Current $48.00 a month' })).toBeChecked();
});

test('[U71] choosing says what was chosen, and nothing else happens', async () => {
  const onSelect = vi.fn();
  const onConfirm = vi.fn();
  render(view({ onSelect, onConfirm }));
  await userEvent.click(screen.getByRole('radio', { name: /^Business/ }));
  expect(onSelect).toHaveBeenCalledExactlyOnceWith({ price: 'price_BusinessMonth' });
  expect(onConfirm).not.toHaveBeenCalled();
});

test('[U68] intervals are a group of their own, with what the longer one saves', async () => {
  const onInterval = vi.fn();
  render(view({ onInterval }));
  const group = screen.getByRole('group', { name: 'Billing period' });
  expect(within(group).getByRole('radio', { name: 'Monthly' })).toBeChecked();
  await userEvent.click(within(group).getByRole('radio', { name: 'Yearly 2 months free' }));
  expect(onInterval).toHaveBeenCalledExactlyOnceWith(year);
});

test.each([
  ['Save 16%', (saving: object) => ({ ...saving, freeIntervals: null })],
  ['', () => null],
])(
  '[U68] a saving that is no whole number of months is said in percent, and none is not said: "%s"',
  (said, of) => {
    const plans = makePlans().map((plan) => ({
      ...plan,
      prices: plan.prices.map((price) => ({
        ...price,
        saving: price.saving && (of(price.saving) as never),
      })),
    }));
    render(view({ plans }));
    expect(screen.getByRole('radio', { name: `Yearly ${said}`.trim() })).toBeVisible();
  },
);

test('[U68] where plans save differently, the choice says the most, and each row its own', () => {
  const plans = makePlans();
  plans[0]!.prices[1]!.saving = { ...plans[0]!.prices[1]!.saving!, percent: 10, freeIntervals: null };
  render(view({ plans, interval: year }));
  expect(screen.getByRole('radio', { name: 'Yearly Save up to 16%' })).toBeVisible();
  expect(screen.getByRole('radio', { name: /^Starter/ })).toHaveAccessibleDescription(/Save 10%/);
  expect(screen.getByRole('radio', { name: /^Business/ })).toHaveAccessibleDescription(/2 months free/);
});

test('[U69] a plan that is no longer offered can be kept', () => {
  const plans = makePlans();
  plans[1]!.archived = true;
  plans[1]!.prices[0]!.unavailable = 'archived';
  render(view({ plans }));
  const kept = screen.getByRole('radio', { name: /^Team Current/ });
  expect(kept).toBeEnabled();
  expect(kept).toHaveAccessibleDescription(/No longer offered\. You can keep it\./);
});

test.each(Object.entries(english.planReasons))(
  '[U72] a price that can not be chosen says why, in sight: %s',
  (unavailable, reason) => {
    if (unavailable === 'archived') return;
    const plans = makePlans();
    plans[2]!.prices[0]!.unavailable = unavailable as never;
    render(view({ plans }));
    const radio = screen.getByRole('radio', { name: /^Business/ });
    expect(radio).toBeDisabled();
    expect(screen.getByText(reason)).toBeVisible();
    expect(radio.getAttribute('aria-describedby')).toBe(screen.getByText(reason).parentElement!.id);
  },
);

test('[U36] a reason and a blocker of a newer server are shown by their names', () => {
  const plans = makePlans();
  plans[2]!.prices[0]!.unavailable = 'of_tomorrow' as never;
  const blockers = [{ code: 'next_week' as never, message: null }];
  render(view({ plans, change: makeReadyChange(makeLaterQuote({ blockers })) }));
  expect(screen.getByText('of tomorrow')).toBeVisible();
  expect(screen.getByText('next week')).toBeVisible();
});

test('[U72] those whom nothing suits find a way on', () => {
  render(view({ contactSales: <a href="#sales">Talk to sales</a> }));
  expect(screen.getByRole('link', { name: 'Talk to sales' })).toBeVisible();
});

test('[U67] the steps of a price that has some are listed for the plan that is chosen', () => {
  const plans = makePlans();
  Object.assign(plans[1]!.prices[0]!, {
    scheme: 'graduated',
    tiers: [
      { upTo: 10, unitAmount: money(800), flatAmount: money(0) },
      { upTo: null, unitAmount: money(600), flatAmount: money(2000) },
    ],
  });
  render(view({ plans }));
  expect(screen.getByRole('radio', { name: /^Team/ })).toHaveAccessibleName(
    'Team Current from $48.00 per seat a month',
  );
  const steps = document.querySelectorAll('.bf-PlanSwitcher-tiers li');
  expect([...steps].map(({ textContent }) => textContent)).toEqual([
    'Seats 1 to 10: $8.00 each',
    'From seat 11: $6.00 each, plus $20.00',
  ]);
});
