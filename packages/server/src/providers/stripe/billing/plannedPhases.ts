import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { isFinal } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import {
  createSchedule,
  readRunningPhase,
  toPhaseParams,
  wholeScheduleOf,
  type PhaseParams,
} from './schedules.js';
import { intentOf } from './target.js';

/** What is to come by a schedule, whoever has made it: plain data, as a step keeps it. */
export interface PlannedPhases {
  subscription: string;
  /** At least one, each as it is to be sent again. */
  phases: PhaseParams[];
  endBehavior: Stripe.SubscriptionScheduleUpdateParams.EndBehavior;
  metadata: Stripe.Metadata;
}

/** What is to come by the schedule of a subscription; null: nothing but what runs. */
export function plannedPhasesOf(subscription: Stripe.Subscription, now: Date): PlannedPhases | null {
  const schedule = wholeScheduleOf(subscription);
  if (schedule?.status !== 'active') return null;
  const { phases, end_behavior: endBehavior, metadata } = schedule;
  const toCome = phases.filter(({ start_date }) => start_date * 1000 > now.getTime());
  if (toCome.length === 0) return null;
  return {
    subscription: subscription.id,
    phases: toCome.map(toPhaseParams),
    endBehavior,
    metadata: metadata ?? {},
  };
}

/**
 * Does what a schedule was in the way of. What Stripe refuses for good leaves what was planned as it was; what somebody else has
 * planned meanwhile stays.
 */
export async function orPlanAgain<Result>(
  context: StripeContext,
  planned: PlannedPhases | null,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isOthers = error instanceof BillfoldError && error.code === 'version_stale';
    if (planned && isFinal(error) && !isOthers) await planAgain(context, planned);
    throw error;
  }
}

/**
 * Puts a subscription under a schedule like the one that it was released from. What is to come is sent as it was: a phase brings
 * more than a plan, such as the code that it was agreed on with, and there may be several.
 */
export async function planAgain(context: StripeContext, planned: PlannedPhases): Promise<void> {
  const { stripe, options } = context;
  const { subscription, endBehavior, metadata } = planned;
  const intent = intentOf(context);
  const schedule = await createSchedule(context, 'schedule-again', { from_subscription: subscription });
  const phases = await intent.step('phases-again-to-send', async () => {
    const running = await readRunningPhase(context, schedule);
    return phasesAfter(toPhaseParams(running), planned.phases);
  });
  const send = (step: string, phases: PhaseParams[]) =>
    intent.step(step, async (key) => {
      await stripe.subscriptionSchedules.update(
        schedule,
        { phases, end_behavior: endBehavior, metadata, proration_behavior: 'none' },
        options(key),
      );
      return null;
    });
  await send('phases-again', phases).catch(async (error: unknown) => {
    if (!isFinal(error)) throw error;
    // A code may have run out, or a coupon have been deleted: the plan comes without it rather than not at all.
    await send('phases-again-without-codes', phases.map(withoutCodes));
  });
}

/** A phase with the discounts that there are, and none that is to be redeemed. */
export function withoutCodes<Phase extends Stripe.SubscriptionScheduleUpdateParams.Phase>(
  phase: Phase,
): Omit<Phase, 'discounts'> & Pick<Stripe.SubscriptionScheduleUpdateParams.Phase, 'discounts'> {
  const { discounts, ...rest } = phase;
  const had = (discounts || []).filter(({ discount }) => discount !== undefined);
  return had.length > 0 ? { ...rest, discounts: had } : rest;
}

/** The phase that runs, until what is to come begins. What should have begun already comes with the next period. */
function phasesAfter(running: PhaseParams, toCome: readonly PhaseParams[]): PhaseParams[] {
  const begins = toCome[0]!.start_date;
  const late = begins > running.start_date ? 0 : running.end_date - begins;
  return [
    { ...running, end_date: begins + late },
    ...toCome.map((phase) => ({
      ...phase,
      start_date: phase.start_date + late,
      end_date: phase.end_date + late,
    })),
  ];
}
