import type Stripe from 'stripe';
import { change } from '../billing/changed.js';
import { endSubscription } from '../billing/endSubscription.js';
import type { Call, Handlers, Includes } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { metadataOf, numberOf, textOf } from '../params.js';
import { copyOf, type State } from '../State.js';
import { invalid, noSuch } from '../StripeFault.js';
import { addressOf, type AddressParams } from './addressOf.js';
import { findCustomer } from './findCustomer.js';
import { attach, paymentMethodOf } from './paymentMethods.js';
import { createTaxId } from './taxIds.js';

export const customerHandlers: Handlers = {
  'POST /v1/customers': createCustomer,
  'GET /v1/customers': listCustomers,
  'GET /v1/customers/{id}': ({ state, path }) =>
    state.deletedCustomers.get(path.id!) ?? findCustomer(state, path.id!),
  'POST /v1/customers/{id}': updateCustomer,
  'DELETE /v1/customers/{id}': deleteCustomer,
};

export const customerIncludes: Includes = {
  'customer.tax_ids': (state, { id }: Stripe.Customer) =>
    wholeList(
      [...state.taxIds.values()].filter(({ customer }) => customer === id),
      `/v1/customers/${id}/tax_ids`,
    ),
  'customer.subscriptions': (state, { id }: Stripe.Customer) =>
    wholeList(
      [...state.subscriptions.values()].filter(
        ({ customer, status }) => customer === id && status !== 'canceled' && status !== 'incomplete_expired',
      ),
      `/v1/customers/${id}/subscriptions`,
    ),
  'customer.tax': (_, { address }: Stripe.Customer) => ({
    automatic_tax: address?.country ? 'supported' : 'unrecognized_location',
    ip_address: null,
    location: address?.country
      ? { country: address.country, state: address.state, source: 'billing_address' }
      : null,
    provider: 'stripe',
  }),
};

function createCustomer({ state, params, now }: Call): Stripe.Customer {
  const clock = textOf(params.test_clock, 'test_clock') ?? null;
  const frozen = clock === null ? undefined : state.testClocks.get(clock)?.frozen_time;
  if (clock !== null && frozen === undefined) throw noSuch('billing clock', clock, 'test_clock');
  const customer: Stripe.Customer = {
    id: state.newId('cus'),
    object: 'customer',
    address: null,
    balance: numberOf(params.balance, 'balance') ?? 0,
    created: frozen ?? now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: state.newId('X').slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: clock,
  };
  state.customers.set(customer.id, customer);
  try {
    const paymentMethod = textOf(params.payment_method, 'payment_method');
    if (paymentMethod) attach(state, paymentMethodOf(state, paymentMethod, 'payment_method'), customer.id);
    apply(state, customer, params);
    for (const taxId of Object.values((params.tax_id_data ?? []) as Call['params'][]))
      createTaxId(state, customer.id, taxId);
  } catch (error) {
    // Nobody was made: a customer comes with all that was asked for, or not at all.
    state.customers.delete(customer.id);
    throw error;
  }
  state.emit('customer.created', customer);
  return customer;
}

function updateCustomer({ state, path, params }: Call): Stripe.Customer {
  const customer = findCustomer(state, path.id!);
  const changed = copyOf(customer);
  apply(state, changed, params);
  change(state, customer, 'customer.updated', () => {
    for (const field of ['business_name', 'individual_name'] as const) delete customer[field];
    Object.assign(customer, changed);
  });
  return customer;
}

function deleteCustomer({ state, path }: Call): Stripe.DeletedCustomer {
  const customer = findCustomer(state, path.id!);
  for (const subscription of state.subscriptions.values()) {
    const { status } = subscription;
    if (subscription.customer !== customer.id || status === 'canceled' || status === 'incomplete_expired')
      continue;
    endSubscription(state, subscription, state.timeOf(customer.id), 'cancellation_requested');
  }
  state.emit('customer.deleted', customer);
  state.customers.delete(customer.id);
  const deleted: Stripe.DeletedCustomer = { id: customer.id, object: 'customer', deleted: true };
  state.deletedCustomers.set(customer.id, deleted);
  return deleted;
}

function listCustomers(call: Call): Stripe.ApiList<Stripe.Customer> {
  const { params } = call;
  const listed = [...call.state.customers.values()].filter(
    (customer) =>
      (params.email === undefined || customer.email === params.email) &&
      (params.test_clock === undefined
        ? // Those who live in a time of their own are listed only by it.
          customer.test_clock === null
        : customer.test_clock === params.test_clock) &&
      isCreatedIn(customer, params.created),
  );
  return pageOf(call, listed, '/v1/customers');
}

/** Texts that are only said or taken away. */
const TEXTS = ['name', 'email', 'phone', 'description', 'tax_exempt'] as const;

function apply(state: State, customer: Stripe.Customer, params: Call['params']): void {
  for (const field of TEXTS) {
    const text = textOf(params[field], field);
    if (text !== undefined) customer[field] = text;
  }
  for (const field of ['business_name', 'individual_name'] as const) {
    const text = textOf(params[field], field);
    if (text === null) delete customer[field];
    else if (text !== undefined) customer[field] = text;
  }
  if (customer.email !== null && !/^\S+@\S+$/.test(customer.email))
    throw invalid(`Invalid email address: ${customer.email}`, { code: 'email_invalid', param: 'email' });
  if (params.address !== undefined) customer.address = addressOf(params.address as AddressParams);
  if (params.balance !== undefined) customer.balance = numberOf(params.balance, 'balance') ?? 0;
  if (params.preferred_locales !== undefined)
    customer.preferred_locales =
      params.preferred_locales === '' ? [] : Object.values(params.preferred_locales);
  customer.metadata = metadataOf(params.metadata, customer.metadata);
  if (params.invoice_settings)
    changeInvoiceSettings(state, customer, params.invoice_settings as Call['params']);
}

function changeInvoiceSettings(state: State, customer: Stripe.Customer, params: Call['params']): void {
  const settings = customer.invoice_settings;
  const param = 'invoice_settings[default_payment_method]';
  const paymentMethod = textOf(params.default_payment_method, param);
  if (paymentMethod && state.paymentMethods.get(paymentMethod)?.customer !== customer.id) {
    throw invalid(
      `The customer does not have a payment method with the ID ${paymentMethod}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param },
    );
  }
  if (paymentMethod !== undefined) settings.default_payment_method = paymentMethod;
  if (params.custom_fields !== undefined)
    settings.custom_fields = params.custom_fields === '' ? null : Object.values(params.custom_fields);
  const footer = textOf(params.footer, 'invoice_settings[footer]');
  if (footer !== undefined) settings.footer = footer;
}

function wholeList<Item extends object>(items: Item[], url: string): Stripe.ApiList<Item> {
  return { ...pageOf({ params: { limit: '100' } }, items, url) };
}
