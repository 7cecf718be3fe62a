import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, requiredText, textOf } from '../params.js';
import type { State } from '../State.js';
import { invalid } from '../StripeFault.js';
import { settleAtEnd } from './cancelSubscription.js';
import { change } from './changed.js';
import { collect } from './collect.js';
import { endSubscription } from './endSubscription.js';
import { enterPhase, subscriptionOfSchedule } from './enterPhase.js';
import { finalize } from './finalize.js';
import { find, idOf } from './find.js';
import { clockOf } from './invoiceItems.js';
import { pauseSchedulesFrom } from './pauseSchedules.js';
import { phaseOf, phasesFrom } from './phases.js';

/** What is to become of a subscription, phase by phase. Only schedules of subscriptions that run are known here. */
export const scheduleHandlers: Handlers = {
  'POST /v1/subscription_schedules': (call) => {
    const schedule = scheduleOf(call);
    call.state.schedules.set(schedule.id, schedule);
    call.state.emit('subscription_schedule.created', schedule);
    const subscription = subscriptionOfSchedule(call.state, schedule)!;
    change(call.state, subscription, 'customer.subscription.updated', () => {
      subscription.schedule = schedule.id;
    });
    return schedule;
  },
  'GET /v1/subscription_schedules': (call) => {
    const { customer } = call.params;
    const wanted = [...call.state.schedules.values()].filter((it) => !customer || it.customer === customer);
    return pageOf(call, wanted, '/v1/subscription_schedules');
  },
  'GET /v1/subscription_schedules/{id}': ({ state, path }) =>
    find(state.schedules, path.id, 'subscription_schedule'),
  'POST /v1/subscription_schedules/{id}': updateSchedule,
  'POST /v1/subscription_schedules/{id}/release': ({ state, path }) => {
    const schedule = activeSchedule(state, path.id);
    release(state, schedule, state.timeOf(String(schedule.customer)));
    return schedule;
  },
  'POST /v1/subscription_schedules/{id}/cancel': ({ state, path, params }) => {
    const schedule = activeSchedule(state, path.id);
    const subscription = subscriptionOfSchedule(state, schedule)!;
    const now = state.timeOf(String(schedule.customer));
    const prorate = booleanOf(params.prorate, 'prorate') ?? true;
    const invoiceNow = booleanOf(params.invoice_now, 'invoice_now') ?? true;
    const invoice = settleAtEnd(state, subscription, { prorate, invoiceNow }, now);
    endSubscription(state, subscription, now, 'cancellation_requested');
    if (invoice) {
      finalize(state, invoice, now);
      collect(state, invoice, now);
    }
    return schedule;
  },
};

/** All that may be said in the request that makes a schedule from a subscription. */
const BESIDE_A_SUBSCRIPTION = new Set(['from_subscription', 'pause_schedules', 'expand']);

function scheduleOf({ state, params }: Call): Stripe.SubscriptionSchedule {
  const id = requiredText(params.from_subscription, 'from_subscription');
  const other = Object.keys(params).find((field) => !BESIDE_A_SUBSCRIPTION.has(field));
  if (other) throw invalid(`You can not set \`${other}\` if \`from_subscription\` is set.`, { param: other });
  const subscription = find(state.subscriptions, id, 'subscription', 'from_subscription');
  if (subscription.schedule !== null)
    throw invalid(
      `You cannot migrate a subscription that is already attached to a schedule: ${idOf(subscription.schedule)}`,
    );
  if (!['active', 'trialing', 'past_due', 'paused'].includes(subscription.status))
    throw invalid(`You cannot migrate a subscription that is ${subscription.status}.`);
  const now = state.timeOf(String(subscription.customer));
  const pauses = pauseSchedulesFrom(state, params.pause_schedules, subscription, [], now);
  const phase = phaseOf(subscription);
  return {
    id: state.newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: subscription.billing_mode,
    canceled_at: null,
    completed_at: null,
    created: now,
    current_phase: { end_date: phase.end_date, start_date: phase.start_date },
    customer: String(subscription.customer),
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { ...subscription.automatic_tax },
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: subscription.collection_method,
      default_payment_method: idOf(subscription.default_payment_method),
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: subscription.cancel_at === null ? 'release' : 'cancel',
    livemode: false,
    metadata: {},
    pause_schedules: pauses,
    phases: [phase],
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: clockOf(state, String(subscription.customer)),
  };
}

/** `POST /v1/subscription_schedules/{id}` */
export function updateSchedule({ state, path, params }: Call): Stripe.SubscriptionSchedule {
  const schedule = activeSchedule(state, path.id);
  const subscription = subscriptionOfSchedule(state, schedule)!;
  const now = state.timeOf(String(schedule.customer));
  const running = schedule.current_phase!;
  const phases =
    params.phases === undefined ? null : phasesFrom(state, params.phases, running, subscription.currency);
  const pauses =
    params.pause_schedules === undefined
      ? null
      : pauseSchedulesFrom(state, params.pause_schedules, subscription, schedule.pause_schedules, now);
  change(state, schedule, 'subscription_schedule.updated', () => {
    schedule.end_behavior = textOf(params.end_behavior, 'end_behavior') ?? schedule.end_behavior;
    schedule.metadata = metadataOf(params.metadata, schedule.metadata ?? {});
    if (pauses) schedule.pause_schedules = pauses;
    if (phases) {
      schedule.phases = phases;
      schedule.current_phase = { end_date: phases[0]!.end_date, start_date: phases[0]!.start_date };
    }
  });
  const behavior = textOf(params.proration_behavior, 'proration_behavior') ?? 'create_prorations';
  if (phases) enterPhase(state, subscription, phases[0]!, behavior, now);
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.cancel_at = schedule.end_behavior === 'cancel' ? schedule.phases.at(-1)!.end_date : null;
    if (subscription.cancel_at === null) subscription.cancel_at_period_end = false;
  });
  return schedule;
}

function activeSchedule(state: State, id: string | undefined): Stripe.SubscriptionSchedule {
  const schedule = find(state.schedules, id, 'subscription_schedule');
  if (schedule.status !== 'active')
    throw invalid(
      `This schedule is ${schedule.status}: only one that is not started or active can be changed.`,
    );
  return schedule;
}

/** Leaves a subscription to itself, as it is. */
export function release(state: State, schedule: Stripe.SubscriptionSchedule, now: number): void {
  const subscription = subscriptionOfSchedule(state, schedule);
  schedule.status = 'released';
  schedule.released_at = now;
  schedule.released_subscription = schedule.subscription as string;
  schedule.subscription = null;
  schedule.current_phase = null;
  state.emit('subscription_schedule.released', schedule);
  if (!subscription) return;
  change(state, subscription, 'customer.subscription.updated', () => {
    subscription.schedule = null;
  });
}
