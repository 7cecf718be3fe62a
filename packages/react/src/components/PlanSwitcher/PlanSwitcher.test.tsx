import { paymentFailures } from '@billfold/contract';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { FormEvent } from 'react';
import { describe, expect, test, vi } from 'vitest';
import {
  makeChange,
  makeLaterQuote,
  makeLine,
  makePlans,
  makePrice,
  makeQuote,
  makeReadyChange,
  makeSubscription,
  money,
} from '../../../test/builders.js';
import { makePendingChange } from '../../../test/changeBuilders.js';
import { planSwitcherView as view } from '../../../test/planStates.js';
import { english } from '../../words/english/index.js';

const year = { interval: 'year', intervalCount: 1 } as const;
const costs = () => screen.getByRole('group', { name: 'What this change costs' });
const region = () => screen.getByRole('region', { name: 'Change plan' });
const button = (name: string | RegExp) => screen.getByRole('button', { name });

/** The three plans, with seats from two to a hundred. */
const bySeat = () =>
  makePlans().map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({
      ...price,
      scheme: 'per_seat' as const,
      quantity: { adjustable: true, min: 2, max: 100 },
    })),
  }));
const team = makeSubscription({ quantity: 6, price: makePrice({ scheme: 'per_seat' }) });

describe('what can be chosen', () => {
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
});

describe('seats', () => {
  const seats = () => screen.getByRole('spinbutton', { name: 'Seats' });
  const given = { subscription: team, plans: bySeat() };

  test('[U73] buttons add and remove one; at the limit they do nothing, and keep the focus', async () => {
    const onSelect = vi.fn();
    const change = (quantity: number) =>
      makeChange({ selection: { price: 'price_1', quantity, promotionCode: null } });
    const { rerender } = render(view({ ...given, onSelect }));
    await userEvent.click(button('Add one seat'));
    expect(onSelect).toHaveBeenLastCalledWith({ quantity: 7 });

    rerender(view({ ...given, onSelect, change: change(2) }));
    onSelect.mockClear();
    await userEvent.click(button('Remove one seat'));
    expect(onSelect).not.toHaveBeenCalled();
    expect(button('Remove one seat')).toHaveAttribute('aria-disabled', 'true');
    expect(button('Remove one seat')).toHaveFocus();
  });

  test('[U73] what is typed counts once it can be had; before that the limits are said and nothing can be confirmed', async () => {
    const onSelect = vi.fn();
    render(view({ ...given, onSelect, change: makeReadyChange(makeLaterQuote()) }));
    expect(seats()).toHaveAccessibleDescription('From 2 to 100 seats.');
    await userEvent.clear(seats());
    expect(seats()).toBeInvalid();
    await userEvent.type(seats(), '101');
    expect(onSelect.mock.calls).toEqual([[{ quantity: 10 }]]);
    expect(seats()).toBeInvalid();
    expect(button(/^Schedule/)).toBeDisabled();
    await userEvent.type(seats(), '{Backspace}');
    expect(button(/^Schedule/)).toBeEnabled();
  });

  test('[U73] Enter confirms nothing, and no form of the host is sent', async () => {
    const sent = vi.fn((event: FormEvent) => event.preventDefault());
    const onConfirm = vi.fn();
    render(<form onSubmit={sent}>{view({ ...given, onConfirm, change: makeReadyChange() })}</form>);
    await userEvent.type(seats(), '{Enter}');
    expect(sent).not.toHaveBeenCalled();
    expect(onConfirm).not.toHaveBeenCalled();
  });

  test('[U73] where nothing can be chosen there is no such field', () => {
    render(view());
    expect(screen.queryByRole('spinbutton')).toBeNull();
  });
});

describe('promotion code', () => {
  const field = () => screen.getByRole('textbox', { name: 'Promotion code' });

  test('[U74] it is looked at when it is applied, by the button or by Enter', async () => {
    const onPromotionCode = vi.fn();
    render(view({ onPromotionCode }));
    await userEvent.click(screen.getByText('Add a promotion code'));
    await userEvent.type(field(), ' save20 ');
    expect(onPromotionCode).not.toHaveBeenCalled();
    await userEvent.click(button('Apply'));
    await userEvent.type(field(), '{Enter}');
    expect(onPromotionCode.mock.calls).toEqual([['save20'], ['save20']]);
  });

  test('[U74] one that can not be used is said at its field, which stays as it is', async () => {
    const refused = makeChange({
      phase: 'failed',
      selection: { price: 'price_1', quantity: 1, promotionCode: 'NOPE' },
      problem: { code: 'promotion_code_invalid', requestId: null },
      failedAt: 'preview',
    });
    const { rerender } = render(view());
    await userEvent.click(screen.getByText('Add a promotion code'));
    await userEvent.type(field(), 'NOPE');
    rerender(view({ change: refused }));
    expect(field()).toHaveValue('NOPE');
    expect(field()).toBeInvalid();
    expect(field()).toHaveAccessibleDescription('This code can’t be used here.');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  test('[U74] one that was applied is named as billing spells it, and can be removed', async () => {
    const onPromotionCode = vi.fn();
    const change = makeReadyChange(makeQuote({ promotionCode: 'SAVE20' }));
    render(view({ change, onPromotionCode }));
    expect(screen.getByText(/Code SAVE20 is applied/)).toBeVisible();
    await userEvent.click(button('Remove code'));
    expect(onPromotionCode).toHaveBeenCalledExactlyOnceWith(null);
  });

  test('[U74] where codes are not taken there is no such field', () => {
    render(view({ onPromotionCode: undefined }));
    expect(screen.queryByText('Add a promotion code')).toBeNull();
  });
});

describe('what it costs', () => {
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
    expect(costs()).toHaveTextContent(
      'Then $1,428.00 a year, from Nov 20, 2027. Charged to Visa ending 4242.',
    );
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

  test('[U75] what is settled later is not called due today, and the next invoice is told', () => {
    const quote = makeQuote({
      dueNow: money(0),
      total: money(5760),
      lines: [makeLine({ amount: money(5760), proration: true })],
      taxes: [],
      nextInvoice: { issuedAt: '2026-12-14T00:00:00.000Z', total: money(17_760) },
      recurring: { total: money(12_000), interval: 'month', intervalCount: 1, discounts: [] },
    });
    render(view({ change: makeReadyChange(quote) }));
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
});

describe('confirming', () => {
  test.each([
    ['Pay $1,407.06 and switch', makeQuote()],
    ['Pay $1,407.06 and update seats', makeQuote({ product: team.product, price: team.price, quantity: 7 })],
    ['Switch to Business', makeQuote({ dueNow: money(0), product: { id: 'prod_2', name: 'Business' } })],
    [
      'Switch to yearly billing',
      makeQuote({
        dueNow: money(0),
        product: team.product,
        price: makePrice({ id: 'price_TeamYear', interval: 'year' }),
      }),
    ],
    ['Change to 7 seats', makeQuote({ dueNow: money(0), price: team.price, quantity: 7 })],
    [
      'Use code SAVE20',
      makeQuote({ dueNow: money(0), price: team.price, quantity: 6, promotionCode: 'SAVE20' }),
    ],
    ['Schedule change for Dec 14, 2026', makeLaterQuote()],
  ])('[U78] the button says what it does: %s', (name, quote) => {
    render(view({ subscription: team, change: makeReadyChange(quote) }));
    expect(button(name)).toBeVisible();
  });

  test('[U79] where money moves it must be agreed to: the button leads to the box first', async () => {
    const onConfirm = vi.fn();
    render(view({ change: makeReadyChange(), onConfirm }));
    const box = screen.getByRole('checkbox', {
      name: 'Charge me $1,407.06 now, and $1,428.00 a year until I cancel.',
    });
    expect(box).not.toBeChecked();
    await userEvent.click(button(/^Pay/));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(box).toHaveFocus();
    expect(box).toHaveAccessibleDescription('Tick this box to agree.');
    await userEvent.click(box);
    await userEvent.click(button(/^Pay/));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  test('[U79] agreement is to figures: a price of the same figures keeps it, others ask again', async () => {
    const { rerender } = render(view({ change: makeReadyChange() }));
    await userEvent.click(screen.getByRole('checkbox'));
    rerender(view({ change: makeReadyChange(makeQuote({ id: 'qt_2' })) }));
    expect(screen.getByRole('checkbox')).toBeChecked();
    rerender(view({ change: makeReadyChange(makeQuote({ id: 'qt_3', dueNow: money(140_707) })) }));
    expect(screen.getByRole('checkbox')).not.toBeChecked();
  });

  test('[U79] where none moves there is nothing to agree to', async () => {
    const onConfirm = vi.fn();
    render(view({ change: makeReadyChange(makeLaterQuote()), onConfirm }));
    expect(screen.queryByRole('checkbox')).toBeNull();
    await userEvent.click(button(/^Schedule/));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  test('[U71] everything can be left as it is', async () => {
    const onKeep = vi.fn();
    render(view({ change: makeReadyChange(), onKeep }));
    await userEvent.click(button('Keep Team'));
    expect(onKeep).toHaveBeenCalledOnce();
  });

  test.each(['confirming', 'authenticating'] as const)(
    '[U80] %s: nothing else can be chosen or sent',
    async (phase) => {
      const onConfirm = vi.fn();
      render(view({ change: makeReadyChange(makeLaterQuote(), { phase }), onConfirm }));
      for (const radio of screen.getAllByRole('radio')) expect(radio).toBeDisabled();
      await userEvent.click(button(/^Schedule/));
      expect(onConfirm).not.toHaveBeenCalled();
      expect(button(/^Schedule/)).toHaveAttribute('aria-busy', 'true');
      expect(button('Keep Team')).toBeDisabled();
    },
  );

  test('[U81] offline nothing can be confirmed, which is said; what was chosen stays', () => {
    render(view({ change: makeReadyChange(), isOnline: false }));
    expect(button(/^Pay/)).toBeDisabled();
    expect(screen.getByText('You are offline. Nothing can be changed or charged now.')).toBeVisible();
    expect(costs()).toHaveTextContent('Due today$1,407.06');
  });
});

describe('what stands against it', () => {
  test('[U82] each blocker says what to do, the app in its own words, and nothing can be confirmed', () => {
    const blockers = [
      { code: 'app' as const, message: 'Remove <b>5</b> members first.' },
      ...(Object.keys(english.blockers) as (keyof typeof english.blockers)[]).map((code) => ({
        code,
        message: null,
      })),
    ];
    const { container } = render(view({ change: makeReadyChange(makeQuote({ blockers })) }));
    expect(screen.getByText('Remove <b>5</b> members first.')).toBeVisible();
    expect(container.querySelector('.bf-PlanSwitcher-blocker b')).toBeNull();
    for (const sentence of Object.values(english.blockers)) expect(screen.getByText(sentence)).toBeVisible();
    expect(button(/^Pay/)).toBeDisabled();
  });

  test('[U83] a missing payment method is added in its place, and then the price is asked again', async () => {
    const onPreview = vi.fn();
    const blockers = [{ code: 'payment_method_required' as const, message: null }];
    render(
      view({
        change: makeReadyChange(makeQuote({ blockers, paymentMethod: null })),
        onPreview,
        addPaymentMethod: (done) => (
          <button type="button" onClick={done}>
            Save card
          </button>
        ),
      }),
    );
    await userEvent.click(button('Add a payment method'));
    await userEvent.click(button('Save card'));
    expect(onPreview).toHaveBeenCalledOnce();
    expect(screen.queryByRole('button', { name: 'Save card' })).toBeNull();
  });

  test('[U83] without a way to add one it is said what to do', () => {
    const blockers = [{ code: 'payment_method_required' as const, message: null }];
    render(view({ change: makeReadyChange(makeQuote({ blockers })) }));
    expect(screen.getByText(/Add a payment method to your account/)).toBeVisible();
  });
});

describe('what becomes of it', () => {
  const failed = (code: string, differs: object = {}) =>
    makeReadyChange(makeQuote(), {
      phase: 'failed',
      failedAt: 'confirmation',
      problem: { code, requestId: 'req_1', ...differs },
    });

  test.each(paymentFailures)('[U84] a decline says what to do (%s), and what was chosen stays', (failure) => {
    render(
      view({
        interval: year,
        change: failed('payment_failed', { payment: { failure } }),
        addPaymentMethod: <p>The form</p>,
      }),
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      `The payment did not go through. Nothing was changed.${english.paymentFailures[failure]}`,
    );
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(button('Use another payment method')).toBeVisible();
    expect(button(/^Pay/)).toBeEnabled();
  });

  test('[U85] another price says what it was and is, and asks again', () => {
    const change = failed('quote_stale');
    render(view({ change: { ...change, replacedQuote: makeQuote({ dueNow: money(140_000) }) } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Due today was $1,400.00, and is $1,407.06 now.Nothing was changed. Look at it once more',
    );
  });

  test.each(['quote_stale', 'version_stale'])(
    '[U85] %s: something else has changed, which is said',
    (code) => {
      render(view({ change: failed(code) }));
      expect(screen.getByRole('alert')).toHaveTextContent(
        'Your plan or its price was changed in the meantime.',
      );
    },
  );

  test.each(['network', 'timeout'])('[U84] %s: nobody knows, and trying again is safe', (code) => {
    render(view({ change: failed(code) }));
    expect(screen.getByRole('alert')).toHaveTextContent('Trying again is safe: nothing is charged twice.');
  });

  test('[U84] anything else says what failed, why, and its reference', () => {
    render(view({ change: failed('internal') }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The plan was not changed.Something went wrong on our side. Please try again.Reference: req_1',
    );
  });

  test('[U77] a price that could not be had can be asked for again', async () => {
    const onPreview = vi.fn();
    const change = makeChange({
      phase: 'failed',
      selection: { price: 'price_BusinessMonth', quantity: 1, promotionCode: null },
      problem: { code: 'provider_unavailable', requestId: null },
      failedAt: 'preview',
    });
    render(view({ change, onPreview }));
    expect(screen.getByRole('alert')).toHaveTextContent('What this costs could not be worked out.');
    expect(screen.queryByRole('button', { name: /^(Pay|Switch|Working)/ })).toBeNull();
    await userEvent.click(button('Try again'));
    expect(onPreview).toHaveBeenCalledOnce();
  });

  test('[U86] the bank’s step has its place in the page, in no dialog, before it is needed', () => {
    const place: { current: HTMLDivElement | null } = { current: null };
    const { rerender } = render(view({ actionRef: place }));
    const before = place.current!;
    rerender(view({ actionRef: place, change: makeReadyChange(makeQuote(), { phase: 'authenticating' }) }));
    expect(place.current).toBe(before);
    expect(before.closest('[role=dialog], dialog')).toBeNull();
    expect(screen.getByText('Confirm the payment with your bank', { selector: 'p' })).toBeVisible();
  });

  test('[U86] a step that was left can be taken up; a payment under way can not be made twice', async () => {
    const onContinue = vi.fn();
    const pendingPayment = {
      status: 'requires_action' as const,
      clientSecret: 'secret_1',
      amount: money(140_706),
      product: { id: 'prod_2', name: 'Business' },
      price: makeQuote().price,
      quantity: 1,
      expiresAt: '2026-11-21T11:00:00.000Z',
    };
    const { rerender } = render(view({ subscription: makeSubscription({ pendingPayment }), onContinue }));
    expect(region()).toHaveTextContent('Business waits for your bank: confirm the payment of $1,407.06.');
    await userEvent.click(button('Confirm with your bank'));
    expect(onContinue).toHaveBeenCalledOnce();

    const processing = { ...pendingPayment, status: 'processing' as const, clientSecret: null };
    rerender(view({ subscription: makeSubscription({ pendingPayment: processing }), onContinue }));
    expect(screen.getByText(/Your payment is under way/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Confirm with your bank' })).toBeNull();
  });

  test('[U86] while nobody knows what became of the payment, it is said that there is nothing to do', () => {
    render(view({ change: makeReadyChange(makeQuote(), { phase: 'settling', isQuoteFresh: false }) }));
    expect(region()).toHaveTextContent('You get Business as soon as it has gone through.');
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  });

  test('[U87] what was changed is said, and the focus is there', () => {
    const { rerender } = render(view({ change: makeReadyChange(makeQuote(), { phase: 'confirming' }) }));
    rerender(view({ change: makeChange({ phase: 'changed' }) }));
    const said = screen.getByText('You are on Team now.', { selector: 'p' });
    expect(document.activeElement).toContainElement(said);
  });

  test('[U76] a change that was put off can be undone, and what failed then is said', async () => {
    const onUndo = vi.fn();
    const subscription = makeSubscription({ pendingChange: makePendingChange() });
    const undo = { state: 'ready' as const, problem: null, onUndo };
    const { rerender } = render(view({ subscription, undo }));
    await userEvent.click(button(/^Undo/));
    expect(onUndo).toHaveBeenCalledOnce();
    rerender(view({ subscription, undo: { ...undo, problem: { code: 'network', requestId: null } } }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The change could not be undone. The connection failed.',
    );
  });
});

describe('whose plan', () => {
  test('[U81] who may look only chooses nothing, and reads why', () => {
    render(view({ readOnly: true, plans: bySeat(), subscription: team }));
    expect(screen.getByText('Plans can’t be changed here.')).toBeVisible();
    for (const radio of within(screen.getByRole('group', { name: 'Plan' })).getAllByRole('radio')) {
      expect(radio).toBeDisabled();
    }
    expect(screen.queryByRole('spinbutton')).toBeNull();
    expect(screen.queryByText('Add a promotion code')).toBeNull();
  });

  test('[U34] when the session ended, what would only fail is gone, and what was chosen is still there', () => {
    render(view({ state: 'expired', interval: year, change: makeReadyChange() }));
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(button('Sign in again')).toBeVisible();
  });

  test('[U87] one of several subscriptions is chosen by name', async () => {
    const onSubscription = vi.fn();
    const other = makeSubscription({ id: 'sub_2', quantity: 6, product: { id: 'prod_2', name: 'Business' } });
    const { rerender } = render(view({ subscriptions: [makeSubscription(), other], onSubscription }));
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Subscription' }),
      'Business, 6 seats',
    );
    expect(onSubscription).toHaveBeenCalledExactlyOnceWith('sub_2');
    rerender(view({ subscriptions: [other], subscription: other, onSubscription }));
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  test('[U87] who pays for nothing has nothing to change, and is shown the way up', () => {
    render(view({ state: 'empty', subscription: null, plans: [], upgrade: <a href="#prices">See plans</a> }));
    expect(screen.getByText('There is no plan to change.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See plans' })).toBeVisible();
  });
});
