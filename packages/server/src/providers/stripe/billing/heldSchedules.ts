import type Stripe from 'stripe';
import { heldIn, toHeldMetadata, withoutHeld } from '../read/heldPhases.js';
import { hidesPhases, planIn } from '../read/hidesPhases.js';
import { methodOf } from '../read/methodOf.js';
import { isFinal } from '../read/toBillfoldError.js';
import { periodOfItems } from '../read/toPause.js';
import type { StripeContext } from '../StripeContext.js';
import { withoutCodes } from './plannedPhases.js';
import { toPhaseParams, wholeScheduleOf, type PhaseParams } from './schedules.js';
import { intentOf, type Target } from './target.js';

/** What a schedule is told: plain data, as a step keeps it. */
export interface ToldSchedule {
  schedule: string;
  params: Stripe.SubscriptionScheduleUpdateParams;
}

/**
 * How a merchant's schedule ends its subscription with the period. It goes on as it is until then, and holds what was to come: whoever
 * thinks again has it back. Null: there is none, or it brings nothing but what is shown, and is told to be dropped.
 */
export function endBySchedule({ subscription, account }: Target): ToldSchedule | null {
  const schedule = wholeScheduleOf(subscription);
  if (!schedule || !hidesPhases(subscription) || schedule.pause_schedules.length > 0) return null;
  const now = Math.floor(account.now.getTime() / 1000);
  const { end } = periodOfItems(subscription);
  const toCome = schedule.phases.filter(({ end_date }) => end_date > now);
  const phases = toCome.map(toPhaseParams);
  const method = methodOf(subscription, account.customer)?.id ?? null;
  const held = { phases, endBehavior: schedule.end_behavior, method, canceledAt: now, until: end };
  const metadata = toHeldMetadata(held, schedule.metadata ?? {});
  if (metadata === null) return null;
  const until = phases.slice(0, countUntil(end, toCome));
  return {
    schedule: schedule.id,
    params: {
      phases: until.map((phase, index) => (index === until.length - 1 ? { ...phase, end_date: end } : phase)),
      end_behavior: 'cancel',
      metadata,
      proration_behavior: 'none',
    },
  };
}

type Phase = Stripe.SubscriptionSchedule.Phase;

/** How many phases there are until an end. One that charges for something else is none of them, nor is what comes after it. */
function countUntil(end: number, phases: readonly Phase[]): number {
  const [running, ...next] = phases;
  const others = next.findIndex((phase) => phase.start_date >= end || chargesOtherwise(phase, running!));
  return others < 0 ? phases.length : 1 + others;
}

/** Whether something may be charged because a phase begins, to somebody who has been told that nothing is. */
const chargesOtherwise = (phase: Phase, running: Phase) =>
  planIn(phase.items) !== planIn(running.items) ||
  phase.trial_end !== running.trial_end ||
  phase.billing_cycle_anchor === 'phase_start' ||
  phase.add_invoice_items.length > 0;

/**
 * How an end that a schedule brings is taken back by the schedule: with what it holds, or else with what is to come by it. Null: there
 * is nothing of either, and the subscription can be let go.
 */
export function keepBySchedule({ subscription, account }: Target): ToldSchedule | null {
  const schedule = wholeScheduleOf(subscription);
  if (schedule?.status !== 'active' || schedule.end_behavior !== 'cancel') return null;
  const now = Math.floor(account.now.getTime() / 1000);
  const held = heldIn(schedule);
  if (held) {
    const method = methodOf(subscription, account.customer)?.id ?? null;
    const toCome = held.phases.filter(({ end_date }) => end_date > now);
    const charged = held.method === method ? toCome : toCome.map((phase) => chargedTo(phase, method));
    const running = schedule.phases.find(({ start_date, end_date }) => start_date <= now && end_date > now);
    const phases = running ? goOn(toPhaseParams(running), charged) : charged;
    return {
      schedule: schedule.id,
      params: {
        ...(phases.length > 0 && { phases }),
        end_behavior: held.endBehavior,
        metadata: withoutHeld(schedule.metadata ?? {}),
        proration_behavior: 'none',
      },
    };
  }
  const isMore = schedule.phases.some(({ start_date }) => start_date > now);
  return isMore ? { schedule: schedule.id, params: { end_behavior: 'release' } } : null;
}

/** What runs, with all that has become of it such as a coupon, and what was held. What should have begun already comes after it. */
function goOn(running: PhaseParams, held: readonly PhaseParams[]): PhaseParams[] {
  const [first, ...later] = held;
  if (!first) return [];
  if (first.start_date <= running.start_date) return [{ ...running, end_date: first.end_date }, ...later];
  const late = running.end_date - first.start_date;
  return [
    running,
    ...held.map((phase) => ({
      ...phase,
      start_date: phase.start_date + late,
      end_date: phase.end_date + late,
    })),
  ];
}

/** Where a phase brings a payment method of its own, it is what the subscription is charged to by now. */
function chargedTo(phase: PhaseParams, method: string | null): PhaseParams {
  const { default_payment_method: own, ...rest } = phase;
  if (own === undefined) return phase;
  return method?.startsWith('pm_') ? { ...rest, default_payment_method: method } : rest;
}

/**
 * Tells a schedule. What can not be had any more is left out rather than that nothing is done.
 *
 * @returns whether Stripe has taken it: what it refuses for good must keep nobody from leaving, or from staying.
 */
export async function tellSchedule(
  context: StripeContext,
  step: string,
  { schedule, params }: ToldSchedule,
): Promise<boolean> {
  const { stripe, options } = context;
  const send = async (name: string, params: Stripe.SubscriptionScheduleUpdateParams) => {
    try {
      return await intentOf(context).step(name, async (key) => {
        await stripe.subscriptionSchedules.update(schedule, params, options(key));
        return true;
      });
    } catch (error) {
      if (!isFinal(error)) throw error;
      return false;
    }
  };
  if (await send(step, params)) return true;
  if (!params.phases) return false;
  return send(`${step}-without-codes`, { ...params, phases: params.phases.map(withoutCodes) });
}
