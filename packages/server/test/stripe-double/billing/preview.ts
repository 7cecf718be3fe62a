import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { booleanOf, textOf, type Params } from '../params.js';
import type { State } from '../State.js';
import { StripeFault } from '../StripeFault.js';
import { applyTerms } from './applyTerms.js';
import { settleAtEnd } from './cancelSubscription.js';
import { cancelLater } from './cancelLater.js';
import { subscriptionOf } from './collect.js';
import { dueOf } from './due.js';
import { find, idOf, known } from './find.js';
import { createInvoice } from './newInvoice.js';
import { newSubscription } from './newSubscription.js';
import { beginResumption, resumptionOf } from './pauseSubscription.js';
import { dropPendingUpdate } from './pendingUpdate.js';
import { previewSchedule } from './previewSchedule.js';
import { HOUR } from './periods.js';
import { Rehearsal } from './Rehearsal.js';
import { settingsOf, updateSettings } from './settings.js';
import { termsOf } from './updateSubscription.js';

/** `POST /v1/invoices/create_preview`: done for once on a copy of all there is, by what would do it. */
export function createPreview(call: Call): Stripe.Invoice {
  const { params } = call;
  const customer = customerOf(call);
  const rehearsal = new Rehearsal(call.state, customer.id);
  moveCustomer(known(rehearsal.customers, customer.id), params.customer_details as Params | undefined);
  // An empty text takes off nothing at all, and not what the customer has off everything.
  if (params.discounts === '') known(rehearsal.customers, customer.id).discount = null;
  const invoice = rehearse({ ...call, state: rehearsal }, rehearsal, customer.id);
  if (!invoice) {
    throw new StripeFault(404, {
      type: 'invalid_request_error',
      code: 'invoice_upcoming_none',
      message: `No upcoming invoices for customer: ${customer.id}`,
    });
  }
  return firstPage(call.state, asPreview(invoice));
}

/** The lines of previews that have more of them than come with the preview itself. */
const longPreviews = new WeakMap<State, Map<string, Stripe.InvoiceLineItem[]>>();

const LINES_WITH_ITSELF = 10;

/** A preview with its first lines; the others are listed. */
function firstPage(state: State, preview: Stripe.Invoice): Stripe.Invoice {
  const { data } = preview.lines;
  if (data.length <= LINES_WITH_ITSELF) return preview;
  const previews = longPreviews.get(state) ?? new Map<string, Stripe.InvoiceLineItem[]>();
  longPreviews.set(state, previews);
  const id = `${preview.id}${previews.size}`;
  previews.set(id, data);
  return {
    ...preview,
    id,
    lines: {
      object: 'list',
      data: data.slice(0, LINES_WITH_ITSELF),
      has_more: true,
      url: `/v1/invoices/${id}/lines`,
    },
  };
}

/** All lines of a long preview; null: there was none of this id. */
export function linesOfPreview(state: State, id: string): Stripe.InvoiceLineItem[] | null {
  return longPreviews.get(state)?.get(id) ?? null;
}

function customerOf({ state, params }: Call): Stripe.Customer {
  const subscription = params.subscription
    ? find(state.subscriptions, params.subscription, 'subscription', 'subscription')
    : null;
  const schedule = params.schedule ? find(state.schedules, params.schedule, 'schedule', 'schedule') : null;
  const owner = textOf(params.customer, 'customer') ?? idOf((subscription ?? schedule)?.customer as string);
  const customer = find(state.customers, owner, 'customer', 'customer');
  if (subscription && subscription.customer !== customer.id)
    throw new StripeFault(400, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'subscription',
      message: `The subscription ${subscription.id} does not belong to the customer ${customer.id}.`,
    });
  return customer;
}

/** Where and how the customer would be taxed. */
function moveCustomer(customer: Stripe.Customer, details: Params | undefined): void {
  if (details?.address) Object.assign(customer, { address: { ...customer.address, ...details.address } });
  if (details?.tax_exempt) customer.tax_exempt = String(details.tax_exempt);
}

function rehearse(call: Call, rehearsal: Rehearsal, customer: string): Stripe.Invoice | null {
  const { params } = call;
  const now = rehearsal.timeOf();
  const details = (params.subscription_details as Params | undefined) ?? {};
  if (params.schedule || params.schedule_details) {
    const subscription = previewSchedule(call);
    return subscription && nextInvoice(rehearsal, subscription);
  }
  if (!params.subscription && details.items) {
    const subscription = newSubscription({
      ...call,
      params: { ...details, customer, discounts: params.discounts },
    });
    const periodsOf = subscription.items.data;
    const owner = known(rehearsal.customers, customer);
    return createInvoice(rehearsal, {
      customer: owner,
      subscription,
      periodsOf,
      reason: 'subscription_create',
      now,
    });
  }
  const subscription = params.subscription
    ? known(rehearsal.subscriptions, params.subscription)
    : firstToRenew(rehearsal, customer);
  if (!subscription || subscription.status === 'canceled') return null;
  if (!settingsOf(rehearsal).previewsBesideWaiting) dropPendingUpdate(rehearsal, subscription, now);
  if (details.resume_at === 'now')
    return (
      beginResumption(rehearsal, subscription, resumptionOf(details), now) ??
      nextInvoice(rehearsal, subscription)
    );
  if (booleanOf(details.cancel_now, 'cancel_now')) {
    const prorate = details.proration_behavior !== 'none';
    return settleAtEnd(rehearsal, subscription, { prorate, invoiceNow: true }, now);
  }
  // What is asked for takes the place of what is planned.
  if (details.items || details.cancel_at_period_end || details.cancel_at)
    leaveSchedule(rehearsal, subscription);
  cancelLater(subscription, details, now);
  const wanted = { ...details, discounts: params.discounts };
  const terms = termsOf(rehearsal, subscription, wanted, now, 'subscription_details.');
  if (params.preview_mode === 'recurring') {
    applyTerms(rehearsal, subscription, { ...terms, items: [], prorationBehavior: 'none' }, now);
    const { discounts } = subscription;
    applyTerms(rehearsal, subscription, { ...terms, discounts: null }, now);
    return recurringInvoice(rehearsal, Object.assign(subscription, { discounts }));
  }
  const invoice = applyTerms(rehearsal, subscription, terms, now);
  return invoice ?? nextInvoice(rehearsal, subscription);
}

function leaveSchedule(state: State, subscription: Stripe.Subscription): void {
  const schedule = state.schedules.get(idOf(subscription.schedule) ?? '');
  if (schedule) schedule.status = 'released';
  subscription.schedule = null;
}

function firstToRenew(state: State, customer: string): Stripe.Subscription | null {
  const living = [...state.subscriptions.values()].filter(
    (it) =>
      it.customer === customer &&
      (it.status === 'active' || it.status === 'trialing' || it.status === 'past_due'),
  );
  const renewsAt = ({ items }: Stripe.Subscription) => items.data[0]!.current_period_end;
  return living.sort((a, b) => renewsAt(a) - renewsAt(b))[0] ?? null;
}

/** One whole period, without what is for once. */
function recurringInvoice(rehearsal: Rehearsal, subscription: Stripe.Subscription): Stripe.Invoice {
  const now = rehearsal.timeOf();
  if (subscription.status === 'trialing') subscription.status = 'active';
  const customer = known(rehearsal.customers, subscription.customer);
  const periodsOf = subscription.items.data;
  return createInvoice(rehearsal, {
    customer,
    subscription,
    periodsOf,
    reason: 'upcoming',
    now,
    withPending: false,
  });
}

/** Lets time pass until the subscription is invoiced, and nothing else but it happen; null: it never is. */
function nextInvoice(rehearsal: Rehearsal, subscription: Stripe.Subscription): Stripe.Invoice | null {
  const known = new Set(rehearsal.invoices.keys());
  for (const invoice of rehearsal.invoices.values()) {
    invoice.next_payment_attempt = null;
    if (invoice.status === 'draft') invoice.automatically_finalizes_at = null;
  }
  // A change that waits for its payment is not foreseen.
  subscription.pending_update = null;
  // It is looked at as it is written, before it is charged.
  updateSettings(rehearsal, { finalizesAfter: HOUR });
  for (let steps = 0; steps < 20; steps += 1) {
    const due = dueOf(rehearsal, new Set([String(subscription.customer)]))
      .filter(({ about }) => about === subscription.id)
      .sort((a, b) => a.at - b.at)[0];
    if (!due) return null;
    const at = Math.max(due.at, rehearsal.timeOf());
    rehearsal.moveTo(at);
    due.happen(at);
    const issued = [...rehearsal.invoices.values()].find(
      (it) => !known.has(it.id) && subscriptionOf(rehearsal, it)?.id === subscription.id,
    );
    if (issued) return issued;
  }
  return null;
}

/** What is only looked at is no invoice: it has neither a number nor a payment. */
function asPreview(invoice: Stripe.Invoice): Stripe.Invoice {
  const id = `upcoming_${invoice.id}`;
  const lines = invoice.lines.data.map((line) => ({ ...line, invoice: id }));
  return {
    ...invoice,
    id,
    amount_paid: 0,
    amount_remaining: invoice.amount_due,
    attempted: false,
    ending_balance: null,
    number: null,
    status: 'draft',
    lines: { ...invoice.lines, data: lines },
  };
}
