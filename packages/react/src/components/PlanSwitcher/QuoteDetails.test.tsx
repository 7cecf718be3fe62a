import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { makeLaterQuote, makeLine, makeQuote, makeReadyChange, money } from '../../../test/builders.js';
import { planSwitcherView as view } from '../../../test/planStates.js';

const year = { interval: 'year', intervalCount: 1 } as const;
const costs = () => screen.getByRole('group', { name: 'What this change costs' });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

test('[U75] lines, tax with rate and country, what is due today, what follows, and what is charged', () => {
  render(view({ change: makeReadyChange(), interval: year }));
  const rows = within(costs())
    .getAllByRole('term')
    .map((term) => term.parentElement!.textContent);
  expect(rows).toEqual([
    'Business, 20 Nov 2026 to 20 Nov 2027$1,200.00',
    'Unused time on Team-$17.60',
    'VAT (19%, DE)$224.66',
    'Due today$1,407.06',
  ]);
  expect(costs()).toHaveTextContent('Then $1,428.00 a year, from Nov 20, 2027. Charged to Visa ending 4242.');
});

test('[U75] discount and credit are taken off in sight; credit that is left over is said', () => {
  const quote = makeQuote({ discount: money(24_000), balanceApplied: money(500), creditAdded: money(300) });
  render(view({ change: makeReadyChange(quote) }));
  for (const row of ['Discount-$240.00', 'From your credit-$5.00', 'Added to your credit$3.00']) {
    expect(costs()).toHaveTextContent(row);
  }
});

test.each([
  [{ inclusive: true, reverseCharge: false }, 'Includes VAT (19%, DE)$224.66'],
  [{ inclusive: false, reverseCharge: true }, 'VAT (19%, DE)reverse charge'],
  [{ inclusive: false, reverseCharge: false, country: null }, 'VAT (19%)$224.66'],
])('[U75] tax is told as it is: %j', (differs, row) => {
  const taxes = [{ ...makeQuote().taxes[0]!, ...differs }];
  render(view({ change: makeReadyChange(makeQuote({ taxes })) }));
  expect(costs()).toHaveTextContent(row);
});

/** A seat more, in the middle of a month, paid with the next invoice. */
const nextInvoiceQuote = () =>
  makeQuote({
    dueNow: money(0),
    total: money(5760),
    lines: [makeLine({ amount: money(5760), proration: true })],
    taxes: [],
    nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(17_760) },
    recurring: { total: money(12_000), interval: 'month', intervalCount: 1, discounts: [] },
  });

test('[U75] what is settled later is not called due today, and the next invoice is told', () => {
  render(view({ change: makeReadyChange(nextInvoiceQuote()) }));
  expect(costs()).toHaveTextContent('On your next invoice$57.60');
  expect(costs()).toHaveTextContent('Next invoice: $177.60 on Dec 14, 2026. Then $120.00 a month.');
  expect(costs()).not.toHaveTextContent('Due today');
});

test('[U76] a change that comes later says when, what is kept until then, and what is lost', () => {
  render(view({ change: makeReadyChange(makeLaterQuote()) }));
  expect(costs()).toHaveTextContent('Takes effect on Dec 14, 2026. Until then you keep Team.');
  expect(costs()).toHaveTextContent('You loseUnlimited projects50 GB of storage');
});

test('[U75] a trial that goes on, a discount that stays, and what is said on the side', () => {
  const coupon = {
    id: 'save20',
    name: '20% off',
    percentOff: '20',
    amountOff: null,
    duration: 'repeating' as const,
    durationInMonths: 3,
  };
  const quote = makeQuote({
    trialEndAt: '2026-12-14T00:00:00.000Z',
    recurring: {
      ...makeQuote().recurring,
      discounts: [{ coupon, promotionCode: null, endsAt: '2027-02-14T00:00:00.000Z' }],
    },
    warnings: [
      { code: 'app', message: 'Two projects become read-only.' },
      { code: 'replaces_pending_change', message: null },
    ],
  });
  render(view({ change: makeReadyChange(quote) }));
  for (const sentence of [
    'Your trial goes on until Dec 14, 2026.',
    '20% off until Feb 14, 2027',
    'Two projects become read-only.',
    'This replaces the change that was planned for later.',
  ]) {
    expect(costs()).toHaveTextContent(sentence);
  }
});

test('[U77] while the next price is awaited the last one stays, marked as busy, and can not be confirmed', async () => {
  const onConfirm = vi.fn();
  const change = makeReadyChange(makeLaterQuote(), { phase: 'previewing', isQuoteFresh: false });
  render(view({ change, onConfirm }));
  expect(costs()).toHaveAttribute('aria-busy', 'true');
  expect(costs()).toHaveTextContent('Due today$0.00');
  await userEvent.click(button('Working out what it costs…'));
  expect(onConfirm).not.toHaveBeenCalled();
});

test('[U77] what is due is read out when it is known, and that it is being worked out before', () => {
  const { container, rerender } = render(
    view({ change: makeReadyChange(makeQuote(), { phase: 'previewing', isQuoteFresh: false }) }),
  );
  const voice = container.querySelector('output')!;
  expect(voice).toHaveTextContent('Working out what it costs…');
  rerender(view({ change: makeReadyChange() }));
  expect(voice).toHaveTextContent('Due today: $1,407.06');
});

test.each([
  ['Takes effect on Dec 14, 2026. Until then you keep Team.', makeLaterQuote()],
  ['On your next invoice: $57.60', nextInvoiceQuote()],
])('[U77] where nothing is due today, what happens instead is read out: %s', (said, quote) => {
  const { container } = render(view({ change: makeReadyChange(quote) }));
  expect(container.querySelector('output')).toHaveTextContent(said);
});
