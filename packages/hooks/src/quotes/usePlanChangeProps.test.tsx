import type { Plan, Subscription } from '@billfold/contract';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { json, type Sent } from '../../test/answers.js';
import { makePlan, makePlanPrice, makePrice, makeQuote, makeSubscription } from '../../test/resources.js';
import { always, openRoutes, type Routes } from '../../test/routes.js';
import type { PlanSelection } from './PlanChangeState.js';
import { usePlanChange } from './usePlanChange.js';

const YEAR = { interval: 'year', intervalCount: 1 } as const;
const SEATS = { quantity: { adjustable: true, min: 2, max: 10 } };
const pro = makePlan('prod_pro', [
  makePlanPrice('price_pro', { current: true }),
  makePlanPrice('price_proYearly', YEAR),
]);
const team = makePlan('prod_team', [
  makePlanPrice('price_team', SEATS),
  makePlanPrice('price_teamYearly', { ...YEAR, ...SEATS }),
]);
const old = makePlan('prod_old', [makePlanPrice('price_old', { unavailable: 'not_offered' })]);

const PRO = makeSubscription();

/** A switcher in the plainest markup there can be. */
function Switcher({ plans, subscription = PRO }: { plans: Plan[]; subscription?: Subscription }) {
  const change = usePlanChange({ subscription, plans });
  return (
    <form>
      {change.intervals.map((interval) => (
        <label key={interval.interval}>
          <input {...change.getIntervalProps(interval)} /> {interval.interval}
        </label>
      ))}
      {plans.flatMap(change.getPrices).map((price) => (
        <div key={price.id}>
          <label>
            <input {...change.getPriceProps(price)} /> {price.id}
          </label>
          {price.unavailable && <p {...change.getReasonProps(price)}>Not offered.</p>}
        </div>
      ))}
      <label>
        Seats <input {...change.getQuantityProps()} />
      </label>
      <label>
        Code <input {...change.getPromotionCodeProps()} />
      </label>
      <button {...change.getConfirmProps()} type="button">
        Switch
      </button>
      <button type="button" onClick={change.reset}>
        Keep
      </button>
      <output>{change.state.phase}</output>
    </form>
  );
}

/** Prices whatever is asked for, and makes whatever is confirmed unless told otherwise. */
function open(routes: Routes = {}, plans = [pro, team, old]) {
  const page = openRoutes({
    'POST /subscriptions/sub_1/preview': ({ init }: Sent) => {
      const asked = JSON.parse(init.body as string) as Pick<PlanSelection, 'price' | 'quantity'> & {
        promotionCode?: string;
      };
      const { price, quantity, promotionCode } = asked;
      return json(makeQuote({ price: makePrice(price), quantity, promotionCode: promotionCode ?? null }));
    },
    'POST /subscriptions/sub_1/change': always({
      status: 'succeeded',
      subscription: makeSubscription({ version: 4 }),
    }),
    ...routes,
  });
  const { rerender } = render(<Switcher plans={plans} />, { wrapper: page.wrapper });
  const previews = () =>
    page
      .sentTo('POST /subscriptions/sub_1/preview')
      .map(({ init }) => JSON.parse(init.body as string) as unknown);
  const reaches = (phase: string) =>
    waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(phase));
  const shows = (subscription: Subscription) =>
    rerender(<Switcher plans={plans} subscription={subscription} />);
  return { ...page, previews, reaches, shows };
}

const radio = (name: string) => screen.getByRole('radio', { name });
const seats = () => screen.getByRole('spinbutton', { name: 'Seats' });
const code = () => screen.getByRole('textbox', { name: 'Code' });
const confirm = () => screen.getByRole('button', { name: 'Switch' });

describe('rows', () => {
  test('[H57] are radios of one group: the current one is checked, what can not be chosen says why', () => {
    open();
    expect(radio('price_pro')).toBeChecked();
    expect(radio('price_team')).not.toBeChecked();
    expect(
      new Set(['price_pro', 'price_team', 'price_old'].map((id) => radio(id).getAttribute('name'))).size,
    ).toBe(1);
    expect(radio('price_old')).toBeDisabled();
    expect(radio('price_old')).toHaveAccessibleDescription('Not offered.');
    expect(radio('price_team')).not.toHaveAttribute('aria-describedby');
  });

  test('[H57] of a plan that is no longer sold can be gone back to by those who have it', async () => {
    const kept = makePlan('prod_pro', [
      makePlanPrice('price_pro', { current: true, unavailable: 'archived' }),
    ]);
    const { reaches } = open({}, [kept, team]);
    expect(radio('price_pro')).toBeEnabled();
    await userEvent.click(radio('price_team'));
    await userEvent.click(radio('price_pro'));
    await reaches('choosing');
  });

  test('[H51] that are chosen change nothing but the price that is shown', async () => {
    const { previews, reaches, sentTo } = open();
    await userEvent.click(radio('price_team'));
    expect(radio('price_team')).toBeChecked();
    expect(confirm()).toBeDisabled();
    await reaches('ready');
    // One is too few for this price, so it is the nearest that it can be had in.
    expect(previews()).toEqual([{ price: 'price_team', quantity: 2 }]);
    expect(sentTo('POST /subscriptions/sub_1/change')).toEqual([]);
  });
});

describe('the interval', () => {
  test('[H57] is that of the subscription; another one shows its prices and chooses nothing', async () => {
    const { reaches } = open();
    expect(radio('month')).toBeChecked();
    await userEvent.click(radio('year'));
    expect(screen.getAllByRole('radio', { name: /price_/ }).map((row) => row.getAttribute('value'))).toEqual([
      'price_proYearly',
      'price_teamYearly',
    ]);
    await reaches('choosing');
  });

  test('[H57] takes along what is chosen, to the same plan', async () => {
    const { reaches, previews } = open();
    await userEvent.click(radio('price_team'));
    await reaches('ready');
    await userEvent.click(radio('year'));
    expect(radio('price_teamYearly')).toBeChecked();
    await reaches('ready');
    expect(previews()).toEqual([
      { price: 'price_team', quantity: 2 },
      { price: 'price_teamYearly', quantity: 2 },
    ]);
  });
});

describe('seats', () => {
  test('[H57] are a number within the limits of the price, and none where the price has no seats', async () => {
    open();
    expect(seats()).toBeDisabled();
    await userEvent.click(radio('price_team'));
    expect(seats()).toBeEnabled();
    expect(seats()).toHaveAttribute('min', '2');
    expect(seats()).toHaveAttribute('max', '10');
    expect(seats()).toHaveValue(2);
  });

  test('[H53] can be typed; what is not possible is not priced, and nothing is confirmed beside it', async () => {
    const { reaches, previews } = open();
    await userEvent.click(radio('price_team'));
    await reaches('ready');
    await userEvent.clear(seats());
    expect(seats()).toBeInvalid();
    expect(confirm()).toBeDisabled();
    await userEvent.type(seats(), '99');
    expect(seats()).toBeInvalid();
    expect(confirm()).toBeDisabled();

    await userEvent.clear(seats());
    await userEvent.type(seats(), '7');
    await waitFor(() => expect(confirm()).toBeEnabled());
    expect(seats()).toBeValid();
    expect(previews().at(-1)).toEqual({ price: 'price_team', quantity: 7 });
  });
});

describe('a promotion code', () => {
  test.each([
    ['Enter', '{Enter}'],
    ['leaving the field', '{Tab}'],
  ])('[H57] is priced with %s and not with every letter', async (_, key) => {
    const { reaches, previews } = open();
    await userEvent.click(radio('price_team'));
    await reaches('ready');
    await userEvent.type(code(), ' SAVE20 ');
    expect(confirm()).toBeDisabled();
    expect(previews()).toHaveLength(1);
    await userEvent.keyboard(key);
    await waitFor(() => expect(confirm()).toBeEnabled());
    expect(previews().at(-1)).toEqual({ price: 'price_team', quantity: 2, promotionCode: 'SAVE20' });
  });

  test('[H57] that is taken out again is not sent', async () => {
    const { reaches, previews } = open();
    await userEvent.type(code(), 'SAVE20{Enter}');
    await reaches('ready');
    expect(previews()).toEqual([{ price: 'price_pro', quantity: 1, promotionCode: 'SAVE20' }]);
    await userEvent.clear(code());
    await userEvent.keyboard('{Enter}');
    await reaches('choosing');
  });
});

test('[H57] while it is confirmed nothing can be chosen, and the button keeps the focus', async () => {
  const { reaches, sentTo } = open({ 'POST /subscriptions/sub_1/change': () => new Promise(() => {}) });
  await userEvent.click(radio('price_team'));
  await reaches('ready');
  await userEvent.click(confirm());
  await reaches('confirming');
  for (const control of [radio('price_pro'), radio('year'), seats(), code()]) expect(control).toBeDisabled();
  expect(confirm()).toHaveFocus();
  expect(confirm()).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(confirm());
  expect(sentTo('POST /subscriptions/sub_1/change')).toHaveLength(1);
});

test('[H57] everything is as at first after a reset', async () => {
  const { reaches } = open();
  await userEvent.click(radio('year'));
  await userEvent.click(radio('price_teamYearly'));
  await userEvent.type(code(), 'SAVE');
  await userEvent.click(screen.getByRole('button', { name: 'Keep' }));
  await reaches('choosing');
  expect(radio('month')).toBeChecked();
  expect(radio('price_pro')).toBeChecked();
  expect(code()).toHaveValue('');
});

test('[H64] nothing that was typed for one subscription is left for another', async () => {
  const { reaches, shows } = open();
  await userEvent.click(radio('year'));
  await userEvent.click(radio('price_teamYearly'));
  await reaches('ready');
  await userEvent.clear(seats());
  await userEvent.type(code(), 'SAVE');
  shows(makeSubscription({ id: 'sub_2', version: 1 }));
  await reaches('choosing');
  expect(radio('month')).toBeChecked();
  expect(radio('price_pro')).toBeChecked();
  expect(seats()).toHaveValue(1);
  expect(code()).toHaveValue('');
});
