import { expect, test } from 'vitest';
import { updateSettings } from './index.js';
import { DAY, HOUR } from './periods.js';
import { START, World } from './World.js';

test('[X208] renewals follow the anchor through short months, each paid and told of', () => {
  const world = new World();
  const end = Date.UTC(2026, 0, 31, 10) / 1_000;
  world.passTo(end);
  const subscription = world.subscribe(world.prices.basicMonth);
  const { length } = world.state.events;
  world.passTo(Date.UTC(2026, 4, 1) / 1_000);
  expect(world.invoices().map(({ created }) => new Date(created * 1_000).toISOString().slice(0, 10))).toEqual(
    ['2026-04-30', '2026-03-31', '2026-02-28', '2026-01-31'],
  );
  expect(world.invoices().map(({ number }) => number?.slice(-4))).toEqual(['0004', '0003', '0002', '0001']);
  expect(world.eventsSince(length).slice(0, 4)).toEqual([
    'invoice.created',
    'customer.subscription.updated',
    'invoice.finalized',
    'payment_intent.created',
  ]);
  const renewed = world.state.events.find(({ type }) => type === 'customer.subscription.updated')!;
  expect(renewed.data.previous_attributes).toMatchObject({
    latest_invoice: world.invoices().at(-1)!.id,
    items: { data: [{ current_period_start: end }] },
  });
  expect(subscription).not.toHaveProperty('current_period_end');
});

test('[X208] a draft can wait for an hour before it is charged, as in life', () => {
  const world = new World();
  updateSettings(world.state, { finalizesAfter: HOUR });
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passTo(subscription.items.data[0]!.current_period_end);
  expect(world.invoices()[0]).toMatchObject({ status: 'draft', number: null });
  world.passTo(world.now + HOUR);
  expect(world.invoices()[0]).toMatchObject({ status: 'paid' });
});

test('[X209] a trial costs nothing, is announced three days before its end, and is charged then', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth, { trial_period_days: 14 });
  const trialEnd = START + 14 * DAY;
  expect(subscription).toMatchObject({ status: 'trialing', trial_end: trialEnd });
  expect(world.invoices()).toMatchObject([{ total: 0, status: 'paid' }]);
  world.switchTo(subscription, world.prices.proMonth, { proration_behavior: 'always_invoice' });
  expect([world.invoices().length, subscription.status]).toEqual([1, 'trialing']);
  const { length } = world.state.events;
  world.passTo(trialEnd - 3 * DAY);
  expect(world.eventsSince(length)).toEqual([
    'customer.subscription.trial_will_end',
    'test_helpers.test_clock.ready',
  ]);
  const upcoming = world.preview(subscription);
  world.passTo(trialEnd);
  expect(world.invoices()[0]).toMatchObject({ total: upcoming.total, amount_paid: 3_000 });
  expect(subscription).toMatchObject({ status: 'active', billing_cycle_anchor: trialEnd });
});

test('[X209] a trial that is ended by a change is charged at once, for a whole period from then on', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth, { trial_period_days: 14 });
  world.passDays(3);
  const details = {
    items: [{ id: subscription.items.data[0]!.id, price: world.prices.proYear.id }],
    trial_end: 'now',
    proration_behavior: 'always_invoice',
  };
  const preview = world.preview(subscription, details);
  world.ask('POST /v1/subscriptions/{id}', subscription, {
    ...details,
    payment_behavior: 'pending_if_incomplete',
  });
  expect(world.invoices()[0]).toMatchObject({ total: preview.total, amount_paid: 30_000 });
  expect(subscription).toMatchObject({
    status: 'active',
    trial_end: world.now,
    items: { data: [{ current_period_start: world.now }] },
  });
});

test('[X210] an end with the period floats with it or is fixed, is taken back, and comes', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  const end = subscription.items.data[0]!.current_period_end;
  const update = (params: object) => world.ask('POST /v1/subscriptions/{id}', subscription, params);
  update({ cancel_at_period_end: true, cancellation_details: { feedback: 'unused', comment: 'Thanks' } });
  expect(subscription).toMatchObject({
    status: 'active',
    cancel_at: end,
    cancel_at_period_end: true,
    canceled_at: world.now,
    cancellation_details: { feedback: 'unused', comment: 'Thanks', reason: 'cancellation_requested' },
  });
  expect(() => world.preview(subscription)).toThrow(
    expect.objectContaining({ body: expect.objectContaining({ code: 'invoice_upcoming_none' }) }),
  );
  update({ cancel_at_period_end: false });
  expect(subscription).toMatchObject({ cancel_at: null, canceled_at: null });
  update({ cancel_at: 'min_period_end' });
  expect(subscription).toMatchObject({ cancel_at: end, cancel_at_period_end: false });
  update({ cancel_at: '' });
  expect(subscription.cancel_at).toBeNull();
  update({ cancel_at_period_end: true });
  world.passDays(90);
  expect(subscription).toMatchObject({ status: 'canceled', ended_at: end });
  expect(world.invoices()).toHaveLength(1);
  expect(() => update({ cancel_at_period_end: false })).toThrow('canceled subscription');
});

test('[X210] an end now gives back what was asked for, and stops the collection of what is owed', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(10);
  const preview = world.preview(subscription, { cancel_now: true });
  world.ask('DELETE /v1/subscriptions/{id}', subscription, { invoice_now: true, prorate: true });
  expect(world.invoices()[0]).toMatchObject({ total: -677, status: 'paid', ending_balance: -677 });
  expect(preview.total).toBe(-677);
  expect(subscription).toMatchObject({ status: 'canceled', ended_at: world.now });
  expect(() => world.ask('DELETE /v1/subscriptions/{id}', subscription)).toThrow(
    expect.objectContaining({ status: 404 }),
  );

  const other = world.subscribe(world.prices.proMonth);
  world.state.decisions.set(world.customer.id, 'fails');
  world.passTo(other.items.data[0]!.current_period_end);
  const [owed] = world.invoices();
  world.ask('DELETE /v1/subscriptions/{id}', other);
  world.passDays(30);
  expect(owed).toMatchObject({ status: 'open', attempt_count: 1, auto_advance: false });
});

test('[X211] a pause stops periods at once; what goes on begins a new one, if it is paid', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(5);
  const unused = { bill_for: { unused_time_from: { type: 'none' } } };
  world.ask('POST /v1/subscriptions/{id}/pause', subscription, { type: 'subscription', ...unused });
  expect(subscription).toMatchObject({
    status: 'paused',
    status_details: { paused: { subscription: { type: 'pause_requested' } } },
  });
  world.passDays(60);
  expect(world.invoices()).toHaveLength(1);
  world.state.decisions.set(world.customer.id, 'fails');
  const resume = () =>
    world.ask('POST /v1/subscriptions/{id}/resume', subscription, {
      payment_behavior: 'resume_on_payment_success',
    });
  resume();
  expect(subscription.status).toBe('paused');
  const [unpaid] = world.invoices();
  expect(unpaid!.status).toBe('open');
  world.ask('POST /v1/invoices/{id}/void', unpaid);
  expect(world.preview(subscription, { resume_at: 'now' }).total).toBe(1_000);
  resume();
  expect(subscription).toMatchObject({
    status: 'active',
    billing_cycle_anchor: world.now,
    items: { data: [{ current_period_start: world.now }] },
  });
  expect(world.invoices()[0]).toMatchObject({ status: 'paid', amount_paid: 1_000 });
  expect(resume).toThrow('Only paused');
});

test('[X211] a pause that is planned begins with its instant and ends with it, and the schedule after it', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  const end = subscription.items.data[0]!.current_period_end;
  const resumeAt = end + 45 * DAY;
  const schedule = world.ask('POST /v1/subscription_schedules', {}, { from_subscription: subscription.id });
  world.ask('POST /v1/subscription_schedules/{id}', schedule, {
    pause_schedules: [
      {
        pause: { pause_at: { type: 'timestamp', timestamp: end } },
        resume: { resume_at: { type: 'timestamp', timestamp: resumeAt } },
      },
    ],
  });
  expect(subscription.status).toBe('active');
  const upcoming = world.preview(subscription);
  expect([upcoming.created, upcoming.total]).toEqual([resumeAt, 1_000]);
  world.passTo(end + 40 * DAY);
  expect([subscription.status, world.invoices().length]).toEqual(['paused', 1]);
  world.passTo(resumeAt);
  expect(subscription).toMatchObject({ status: 'active', billing_cycle_anchor: resumeAt, schedule: null });
  expect(world.invoices()[0]).toMatchObject({ created: resumeAt, status: 'paid' });
  expect(schedule.status).toBe('released');
});

test('[X211] a pause that has begun can be given an end, also one that is tried and not paid', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  world.passDays(5);
  const unused = { bill_for: { unused_time_from: { type: 'none' } } };
  world.ask('POST /v1/subscriptions/{id}/pause', subscription, unused);
  world.passDays(60);
  const resume_at = { type: 'timestamp', timestamp: world.now + 10 * DAY };
  const plan = { from_subscription: subscription.id, pause_schedules: [{ resume: { resume_at } }] };
  const schedule = world.ask('POST /v1/subscription_schedules', {}, plan);
  expect(schedule.pause_schedules).toMatchObject([{ pause: { status: { type: 'succeeded' } } }]);
  world.state.decisions.set(world.customer.id, 'fails');
  world.passDays(10);
  expect(subscription).toMatchObject({
    status: 'past_due',
    schedule: null,
    items: { data: [{ current_period_start: world.now }] },
  });
});

test('[X211] where nothing is said the first try ends a pause, and without any within 23 hours it goes on', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  const unused = { bill_for: { unused_time_from: { type: 'none' } } };
  world.ask('POST /v1/subscriptions/{id}/pause', subscription, unused);
  const resume = () => world.ask('POST /v1/subscriptions/{id}/resume', subscription);
  resume();
  expect([subscription.status, world.invoices()[0]!.status]).toEqual(['paused', 'open']);
  world.passTo(world.now + 23 * HOUR);
  expect([subscription.status, world.invoices()[0]!.status]).toEqual(['paused', 'void']);
  resume();
  world.ask('POST /v1/invoices/{id}/pay', world.invoices()[0]);
  expect(subscription).toMatchObject({ status: 'active', billing_cycle_anchor: world.now });
  const classic = world.subscribe(world.prices.proMonth, { billing_mode: { type: 'classic' } });
  expect(() => world.ask('POST /v1/subscriptions/{id}/pause', classic)).toThrow('flexible billing mode');
});

test('[X211] collection that is paused invoices all the same, and takes it back', () => {
  const world = new World();
  const subscription = world.subscribe(world.prices.basicMonth);
  const resumes_at = START + 50 * DAY;
  world.ask('POST /v1/subscriptions/{id}', subscription, {
    pause_collection: { behavior: 'void', resumes_at },
  });
  world.passTo(START + 70 * DAY);
  expect(world.invoices().map(({ status }) => status)).toEqual(['paid', 'void', 'paid']);
  expect(subscription).toMatchObject({ status: 'active', pause_collection: null });
});

test('[X218] what is sent is overdue when its day has come, and a schedule tells a week before it ends', () => {
  const world = new World();
  const sent = world.subscribe(world.prices.proMonth, {
    collection_method: 'send_invoice',
    days_until_due: 10,
  });
  const [invoice] = world.invoices();
  expect([invoice!.status, sent.status, invoice!.due_date]).toEqual(['open', 'active', START + 10 * DAY]);
  const { length } = world.state.events;
  world.passDays(10);
  expect(world.eventsSince(length)).toEqual([
    'invoice.overdue',
    'customer.subscription.updated',
    'test_helpers.test_clock.ready',
  ]);
  expect(sent.status).toBe('past_due');
  world.ask('POST /v1/invoices/{id}/pay', invoice, { paid_out_of_band: true });
  expect([sent.status, invoice!.status]).toEqual(['active', 'paid']);

  const subscription = world.subscribe(world.prices.basicMonth);
  world.ask('POST /v1/subscription_schedules', {}, { from_subscription: subscription.id });
  world.passTo(subscription.items.data[0]!.current_period_end - 7 * DAY);
  expect(world.state.events.map(({ type }) => type)).toContain('subscription_schedule.expiring');
});
