import type Stripe from 'stripe';
import type { Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { numberOf, textOf, type Params } from '../params.js';
import { find, idOf, known } from './find.js';
import { addInvoiceItem } from './invoiceItems.js';
import { amountOf } from './priceAmount.js';

/** What waits for an invoice. */
export const invoiceItemHandlers: Handlers = {
  'GET /v1/invoiceitems': (call) => {
    const { state, params } = call;
    const wanted = [...state.invoiceItems.values()].filter(
      (it) =>
        (!params.customer || it.customer === params.customer) &&
        (!params.invoice || idOf(it.invoice) === params.invoice) &&
        (params.pending === undefined || (it.invoice === null) === (params.pending === 'true')),
    );
    return pageOf(call, wanted.map(withCreated), '/v1/invoiceitems');
  },
  'GET /v1/invoiceitems/{id}': ({ state, path }) => find(state.invoiceItems, path.id, 'invoiceitem'),
  'POST /v1/invoiceitems': ({ state, params }) => {
    const customer = find(state.customers, textOf(params.customer, 'customer'), 'customer', 'customer');
    const now = state.timeOf(customer.id);
    const named = (params.pricing as Params | undefined)?.price as string | undefined;
    const price = named ? find(state.prices, named, 'price', 'pricing[price]') : null;
    const quantity = numberOf(params.quantity, 'quantity') ?? 1;
    const currency =
      textOf(params.currency, 'currency')?.toLowerCase() ?? price?.currency ?? customer.currency ?? 'usd';
    const product = price ? known(state.products, price.product).name : 'Invoice item';
    return addInvoiceItem(
      state,
      {
        customer: customer.id,
        subscription: textOf(params.subscription, 'subscription') ?? null,
        subscriptionItem: null,
        price,
        quantity,
        currency,
        amount: price ? amountOf(price, quantity, currency) : (numberOf(params.amount, 'amount') ?? 0),
        description: textOf(params.description, 'description') ?? product,
        period: { start: now, end: now },
        proration: false,
        discountable: true,
      },
      now,
    );
  },
  'DELETE /v1/invoiceitems/{id}': ({ state, path }) => {
    const item = find(state.invoiceItems, path.id, 'invoiceitem');
    state.invoiceItems.delete(item.id);
    state.emit('invoiceitem.deleted', item);
    return { id: item.id, object: 'invoiceitem', deleted: true } satisfies Stripe.DeletedInvoiceItem;
  },
};

/** An invoice item says by `date` what others say by `created`. */
function withCreated(item: Stripe.InvoiceItem): Stripe.InvoiceItem {
  return Object.defineProperty({ ...item }, 'created', { value: item.date, enumerable: false });
}
