import {
  acceptRetentionOffer,
  addPaymentMethod,
  addTaxId,
  cancelSubscription,
  changeSubscription,
  createSetupIntent,
  deletePendingChange,
  exportInvoiceDocuments,
  exportInvoices,
  getBillingDetails,
  getInvoice,
  getInvoicePdf,
  getInvoiceReceipt,
  getSubscription,
  getUpcomingInvoice,
  listActivity,
  listInvoices,
  listPaymentMethods,
  listPlans,
  listSubscriptions,
  ofCustomer,
  pauseSubscription,
  payInvoice,
  previewCancellation,
  previewSubscriptionChange,
  removePaymentMethod,
  removeTaxId,
  resumeSubscription,
  setDefaultPaymentMethod,
  updateBillingDetails,
  updateSubscription,
  type InputOf,
  type Operation,
  type OutputOf,
} from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/** What an operation of the portal takes, without what the arguments before it name. */
type Rest<O, Named extends string = never> = Omit<InputOf<O>, Named>;
type Answer<O> = Promise<OutputOf<O>>;

/** A subscription as you have seen it: what is done is done for this version or not at all (`version_stale`). */
export interface Seen {
  id: string;
  version: number;
}

/**
 * The billing of one customer, by the merchant: what the portal does for the customer, by the same code and with the same events.
 * What a portal configuration keeps customers from, it does not keep you from.
 *
 * Every call can reject with BillfoldError `not_found`, also for a customer that is not there, and with what its operation of the
 * portal can be refused by.
 */
export interface CustomerBilling {
  readonly plans: {
    list(customer: string, query?: Rest<typeof listPlans>, options?: CallOptions): Answer<typeof listPlans>;
  };
  readonly subscriptions: {
    list(customer: string, options?: CallOptions): Answer<typeof listSubscriptions>;
    get(customer: string, subscription: string, options?: CallOptions): Answer<typeof getSubscription>;
    /** Prices a change; `change` makes it, for exactly that. */
    preview(
      customer: string,
      subscription: string,
      input: Rest<typeof previewSubscriptionChange, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof previewSubscriptionChange>;
    change(
      customer: string,
      subscription: Seen,
      input: Rest<typeof changeSubscription, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof changeSubscription>;
    deletePendingChange(
      customer: string,
      subscription: Seen,
      options?: CallOptions,
    ): Answer<typeof deletePendingChange>;
    previewCancellation(
      customer: string,
      subscription: string,
      options?: CallOptions,
    ): Answer<typeof previewCancellation>;
    /** Lets it end with the period that is paid, or takes that back. */
    update(
      customer: string,
      subscription: Seen,
      changes: Rest<typeof updateSubscription, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof updateSubscription>;
    /** Ends it now, where the `default` configuration has customers end it now. */
    cancel(
      customer: string,
      subscription: Seen,
      input?: Rest<typeof cancelSubscription, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof cancelSubscription>;
    pause(
      customer: string,
      subscription: Seen,
      input?: Rest<typeof pauseSubscription, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof pauseSubscription>;
    resume(customer: string, subscription: Seen, options?: CallOptions): Answer<typeof resumeSubscription>;
    acceptRetentionOffer(
      customer: string,
      subscription: Seen,
      input?: Rest<typeof acceptRetentionOffer, 'subscription'>,
      options?: CallOptions,
    ): Answer<typeof acceptRetentionOffer>;
  };
  readonly invoices: {
    list(
      customer: string,
      query?: Rest<typeof listInvoices>,
      options?: CallOptions,
    ): Answer<typeof listInvoices>;
    listAll(
      customer: string,
      query?: Rest<typeof listInvoices, 'cursor'>,
      options?: AllOptions,
    ): AsyncGenerator<OutputOf<typeof listInvoices>['data'][number], void>;
    get(customer: string, invoice: string, options?: CallOptions): Answer<typeof getInvoice>;
    upcoming(
      customer: string,
      subscription: string,
      options?: CallOptions,
    ): Answer<typeof getUpcomingInvoice>;
    /** The PDF documents. */
    pdf(customer: string, invoice: string, options?: CallOptions): Answer<typeof getInvoicePdf>;
    receipt(customer: string, invoice: string, options?: CallOptions): Answer<typeof getInvoiceReceipt>;
    /** A table for spreadsheets. */
    export(
      customer: string,
      query?: Rest<typeof exportInvoices>,
      options?: CallOptions,
    ): Answer<typeof exportInvoices>;
    /** All PDF documents in a ZIP archive. */
    exportDocuments(
      customer: string,
      query?: Rest<typeof exportInvoiceDocuments>,
      options?: CallOptions,
    ): Answer<typeof exportInvoiceDocuments>;
    pay(
      customer: string,
      invoice: string,
      input?: Rest<typeof payInvoice, 'invoice'>,
      options?: CallOptions,
    ): Answer<typeof payInvoice>;
  };
  readonly paymentMethods: {
    list(customer: string, options?: CallOptions): Answer<typeof listPaymentMethods>;
    createSetupIntent(customer: string, options?: CallOptions): Answer<typeof createSetupIntent>;
    add(
      customer: string,
      input: Rest<typeof addPaymentMethod>,
      options?: CallOptions,
    ): Answer<typeof addPaymentMethod>;
    setDefault(
      customer: string,
      paymentMethod: string,
      input?: Rest<typeof setDefaultPaymentMethod, 'paymentMethod'>,
      options?: CallOptions,
    ): Answer<typeof setDefaultPaymentMethod>;
    remove(
      customer: string,
      paymentMethod: string,
      options?: CallOptions,
    ): Answer<typeof removePaymentMethod>;
  };
  readonly billingDetails: {
    get(customer: string, options?: CallOptions): Answer<typeof getBillingDetails>;
    update(
      customer: string,
      changes: Rest<typeof updateBillingDetails>,
      options?: CallOptions,
    ): Answer<typeof updateBillingDetails>;
    addTaxId(customer: string, entry: Rest<typeof addTaxId>, options?: CallOptions): Answer<typeof addTaxId>;
    removeTaxId(customer: string, taxId: string, options?: CallOptions): Answer<typeof removeTaxId>;
  };
  readonly activity: {
    list(
      customer: string,
      query?: Rest<typeof listActivity>,
      options?: CallOptions,
    ): Answer<typeof listActivity>;
    listAll(
      customer: string,
      options?: AllOptions,
    ): AsyncGenerator<OutputOf<typeof listActivity>['data'][number], void>;
  };
}

export function customerBilling(call: Call): CustomerBilling {
  /** An operation of the portal, for a customer that is named. */
  const of = <Input, Output>(
    operation: Operation<Input, Output>,
    customer: string,
    input: Input,
    options?: CallOptions,
  ) => call(ofCustomer(operation), { ...input, customer }, options);
  /** The same for a subscription in the version in which it was seen. */
  const ofSeen = <Input extends { subscription: string }, Output>(
    operation: Operation<Input, Output>,
    customer: string,
    { id, version }: Seen,
    input: Omit<Input, 'subscription'>,
    options?: CallOptions,
  ) => of(operation, customer, { ...input, subscription: id } as Input, { version, ...options });

  return {
    plans: { list: (customer, query = {}, options) => of(listPlans, customer, query, options) },
    subscriptions: {
      list: (customer, options) => of(listSubscriptions, customer, {}, options),
      get: (customer, subscription, options) => of(getSubscription, customer, { subscription }, options),
      preview: (customer, subscription, input, options) =>
        of(previewSubscriptionChange, customer, { ...input, subscription }, options),
      change: (customer, seen, input, options) => ofSeen(changeSubscription, customer, seen, input, options),
      deletePendingChange: (customer, seen, options) =>
        ofSeen(deletePendingChange, customer, seen, {}, options),
      previewCancellation: (customer, subscription, options) =>
        of(previewCancellation, customer, { subscription }, options),
      update: (customer, seen, changes, options) =>
        ofSeen(updateSubscription, customer, seen, changes, options),
      cancel: (customer, seen, input = {}, options) =>
        ofSeen(cancelSubscription, customer, seen, input, options),
      pause: (customer, seen, input = {}, options) =>
        ofSeen(pauseSubscription, customer, seen, input, options),
      resume: (customer, seen, options) => ofSeen(resumeSubscription, customer, seen, {}, options),
      acceptRetentionOffer: (customer, seen, input = {}, options) =>
        ofSeen(acceptRetentionOffer, customer, seen, input, options),
    },
    invoices: {
      list: (customer, query = {}, options) => of(listInvoices, customer, query, options),
      listAll: (customer, query = {}, options) =>
        allPages(call, ofCustomer(listInvoices), { ...query, customer }, options),
      get: (customer, invoice, options) => of(getInvoice, customer, { invoice }, options),
      upcoming: (customer, subscription, options) =>
        of(getUpcomingInvoice, customer, { subscription }, options),
      pdf: (customer, invoice, options) => of(getInvoicePdf, customer, { invoice }, options),
      receipt: (customer, invoice, options) => of(getInvoiceReceipt, customer, { invoice }, options),
      export: (customer, query = {}, options) => of(exportInvoices, customer, query, options),
      exportDocuments: (customer, query = {}, options) =>
        of(exportInvoiceDocuments, customer, query, options),
      pay: (customer, invoice, input = {}, options) =>
        of(payInvoice, customer, { ...input, invoice }, options),
    },
    paymentMethods: {
      list: (customer, options) => of(listPaymentMethods, customer, {}, options),
      createSetupIntent: (customer, options) => of(createSetupIntent, customer, {}, options),
      add: (customer, input, options) => of(addPaymentMethod, customer, input, options),
      setDefault: (customer, paymentMethod, input = {}, options) =>
        of(setDefaultPaymentMethod, customer, { ...input, paymentMethod }, options),
      remove: (customer, paymentMethod, options) =>
        of(removePaymentMethod, customer, { paymentMethod }, options),
    },
    billingDetails: {
      get: (customer, options) => of(getBillingDetails, customer, {}, options),
      update: (customer, changes, options) => of(updateBillingDetails, customer, changes, options),
      addTaxId: (customer, entry, options) => of(addTaxId, customer, entry, options),
      removeTaxId: (customer, taxId, options) => of(removeTaxId, customer, { taxId }, options),
    },
    activity: {
      list: (customer, query = {}, options) => of(listActivity, customer, query, options),
      listAll: (customer, options) => allPages(call, ofCustomer(listActivity), { customer }, options),
    },
  };
}
