import type { Plan, PlanPrice, Price } from '@billfold/contract';
import type { PlanInterval } from '@billfold/hooks';

/** A price as a row to choose, with the plan that it buys. */
export interface PlanOption {
  plan: Plan;
  price: PlanPrice;
}

/** Tells intervals apart: `1 month`, `3 month`. */
export const intervalKey = ({ interval, intervalCount }: PlanInterval) => `${intervalCount} ${interval}`;

const days = { day: 1, week: 7, month: 30, year: 365 };
const length = ({ interval, intervalCount }: Price) => days[interval] * intervalCount;

/** Prices that can be had or kept: what was sold once is shown to those who have it, and to nobody else. */
const onShow = (plans: readonly Plan[], currency: string): PlanOption[] =>
  plans.flatMap((plan) =>
    plan.prices
      .filter((price) => price.current || (!plan.archived && price.unavailable !== 'archived'))
      .filter((price) => price.current || price.unitAmount.currency === currency)
      .map((price) => ({ plan, price })),
  );

/** A price of each interval that there is, shortest first. */
export function intervalsOf(plans: readonly Plan[], currency: string): PlanPrice[] {
  const prices = onShow(plans, currency).map(({ price }) => price);
  const first = new Map(prices.toReversed().map((price) => [intervalKey(price), price]));
  return [...first.values()].sort((one, other) => length(one) - length(other));
}

/** The rows of an interval, in the order of the plans. The plan that one has is always among them. */
export function optionsOf(plans: readonly Plan[], currency: string, interval: PlanInterval): PlanOption[] {
  const all = onShow(plans, currency);
  const shown = intervalKey(interval);
  const there = new Set(all.filter(({ price }) => intervalKey(price) === shown).map(({ plan }) => plan.id));
  return all.filter(
    ({ plan, price }) => intervalKey(price) === shown || (price.current && !there.has(plan.id)),
  );
}

/** What the rows of an interval save, where all that save something save the same; else the most that one saves. */
export function savingOf(options: readonly PlanOption[]): {
  saving: PlanPrice['saving'];
  isSame: boolean;
} {
  const savings = options.flatMap(({ price }) => (price.saving ? [price.saving] : []));
  const most = savings.reduce<PlanPrice['saving']>(
    (best, saving) => (best && best.percent >= saving.percent ? best : saving),
    null,
  );
  const isSame = savings.every(
    ({ percent, freeIntervals }) => percent === most?.percent && freeIntervals === most.freeIntervals,
  );
  return { saving: most, isSame };
}
