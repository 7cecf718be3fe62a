import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, textOf } from '../params.js';
import { invalid } from '../StripeFault.js';
import { change } from './changed.js';
import { subscriptionOf } from './collect.js';
import { finalize } from './finalize.js';
import { find, idOf } from './find.js';
import { createInvoice } from './newInvoice.js';
import { payInvoice } from './payInvoice.js';
import { dropPendingUpdate } from './pendingUpdate.js';
import { createPreview, linesOfPreview } from './preview.js';
import { owes, settlePaid, toActive } from './settlePaid.js';
import { voidInvoice } from './voidInvoice.js';

export const invoiceHandlers: Handlers = {
  'GET /v1/invoices': (call) => pageOf(call, wantedInvoices(call), '/v1/invoices'),
  'GET /v1/invoices/{id}': ({ state, path }) => find(state.invoices, path.id, 'invoice'),
  'GET /v1/invoices/{id}/lines': (call) => {
    const id = String(call.path.id);
    const lines = linesOfPreview(call.state, id) ?? find(call.state.invoices, id, 'invoice').lines.data;
    // Lines have an order of their own, which is that of the invoice.
    return pageOf(call, [...lines].reverse(), `/v1/invoices/${id}/lines`);
  },
  'POST /v1/invoices/create_preview': createPreview,
  'POST /v1/invoices': ({ state, params }) => {
    const subscription = params.subscription
      ? find(state.subscriptions, params.subscription, 'subscription', 'subscription')
      : null;
    const owner = textOf(params.customer, 'customer') ?? idOf(subscription?.customer as string);
    const customer = find(state.customers, owner, 'customer', 'customer');
    const now = state.timeOf(customer.id);
    const invoice = createInvoice(state, { customer, subscription, periodsOf: [], reason: 'manual', now });
    invoice.auto_advance = booleanOf(params.auto_advance, 'auto_advance') ?? false;
    if (!invoice.auto_advance) invoice.automatically_finalizes_at = null;
    return invoice;
  },
  'POST /v1/invoices/{id}': ({ state, path, params }) => {
    const invoice = find(state.invoices, path.id, 'invoice');
    change(state, invoice, 'invoice.updated', () => {
      invoice.metadata = metadataOf(params.metadata, invoice.metadata ?? {});
      invoice.auto_advance = booleanOf(params.auto_advance, 'auto_advance') ?? invoice.auto_advance ?? false;
      if (params.default_payment_method !== undefined)
        invoice.default_payment_method =
          textOf(params.default_payment_method, 'default_payment_method') ?? null;
      if (params.description !== undefined)
        invoice.description = textOf(params.description, 'description') ?? null;
    });
    return invoice;
  },
  'POST /v1/invoices/{id}/finalize': ({ state, path }) => {
    const invoice = find(state.invoices, path.id, 'invoice');
    if (invoice.status !== 'draft')
      throw invalid(`This invoice is already finalized, you can't re-finalize a non-draft invoice.`, {
        code: 'invoice_not_editable',
      });
    const now = state.timeOf(String(invoice.customer));
    finalize(state, invoice, now);
    if (invoice.amount_remaining === 0) settlePaid(state, invoice, now);
    return invoice;
  },
  'POST /v1/invoices/{id}/pay': payInvoice,
  'POST /v1/invoices/{id}/void': ({ state, path }) => {
    const invoice = find(state.invoices, path.id, 'invoice');
    if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
      throw invalid(`You can only void open and uncollectible invoices. This invoice is ${invoice.status}.`, {
        code: 'status_transition_invalid',
      });
    const now = state.timeOf(String(invoice.customer));
    const subscription = subscriptionOf(state, invoice);
    voidInvoice(state, invoice, now);
    if (subscription?.latest_invoice === invoice.id) dropPendingUpdate(state, subscription, now);
    if (subscription?.status === 'past_due' && !owes(state, subscription)) toActive(state, subscription);
    return invoice;
  },
  'POST /v1/invoices/{id}/mark_uncollectible': ({ state, path }) => {
    const invoice = find(state.invoices, path.id, 'invoice');
    if (invoice.status !== 'open')
      throw invalid(`You can only mark open invoices as uncollectible.`, {
        code: 'status_transition_invalid',
      });
    change(state, invoice, 'invoice.marked_uncollectible', () => {
      invoice.status = 'uncollectible';
      invoice.next_payment_attempt = null;
      invoice.status_transitions.marked_uncollectible_at = state.timeOf(String(invoice.customer));
    });
    return invoice;
  },
};

function wantedInvoices({ state, params }: Call): Stripe.Invoice[] {
  const { customer, subscription, status, collection_method } = params;
  return [...state.invoices.values()].filter(
    (it) =>
      (!customer || it.customer === customer) &&
      (!subscription || idOf(it.parent?.subscription_details?.subscription) === subscription) &&
      (!status || it.status === status) &&
      (!collection_method || it.collection_method === collection_method) &&
      isCreatedIn(it, params.created),
  );
}
