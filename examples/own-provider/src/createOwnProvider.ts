import {
  providerCapabilities,
  type BillingCustomer,
  type CustomerBilling,
  type Provider,
} from '@billfold/server';
import type { Account } from '../company/wire.js';
import { addTaxId, getBillingDetails, removeTaxId, updateBillingDetails } from './billingDetails.js';
import { cancelSubscription, keepSubscription, previewCancellation } from './cancellations.js';
import { changeSubscription, previewChange } from './changes.js';
import type { Context } from './Context.js';
import { createClient, type ClientOptions } from './createClient.js';
import { saveCustomer } from './customers.js';
import { getInvoice, listInvoices } from './invoices.js';
import { listPaymentMethods, removePaymentMethod, setDefaultPaymentMethod } from './paymentMethods.js';
import { payInvoice } from './payments.js';
import { listCatalog, listPlans } from './plans.js';
import { readNotices } from './readNotice.js';
import { addPaymentMethod, createSetupIntent } from './setups.js';
import { getSubscription, listSubscriptions } from './subscriptions.js';

export interface OwnProviderOptions extends ClientOptions {
  noticeSecret: string;
}

/** The billing company next door, as the portal's provider. */
export function createOwnProvider(options: OwnProviderOptions): Provider {
  const client = createClient(options);
  return {
    name: 'own',
    testMode: true,
    // What it keeps is out of reach of the portal's transactions: every change is made under a stored intent.
    remote: { readNotice: readNotices(options.noticeSecret) },
    // The company can do none of these. The portal offers none of them, whatever its configuration says.
    lacks: new Set(providerCapabilities),

    now: async (_project, unit, customer) => {
      if (!customer?.providerCustomer) return unit.now;
      const { now } = await client.get<Account>(unit, `/accounts/${customer.providerCustomer}`);
      return new Date(now);
    },
    saveCustomer: (customer, unit) => saveCustomer({ client, unit, customer }),
    listCatalog: (_project, unit) => listCatalog(client, unit),
    forCustomer: (customer: BillingCustomer, unit) => billingOf({ client, unit, customer }),
  };
}

function billingOf(context: Context): CustomerBilling {
  return {
    listPlans: (subscription) => listPlans(context, subscription),
    listSubscriptions: () => listSubscriptions(context),
    getSubscription: (id) => getSubscription(context, id),
    previewChange: (change) => previewChange(context, change),
    changeSubscription: (change) => changeSubscription(context, change),
    previewCancellation: (cancellation) => previewCancellation(context, cancellation),
    cancelSubscription: (cancellation) => cancelSubscription(context, cancellation),
    keepSubscription: (target) => keepSubscription(context, target),
    payInvoice: (payment) => payInvoice(context, payment),
    listPaymentMethods: () => listPaymentMethods(context),
    createSetupIntent: () => createSetupIntent(context),
    addPaymentMethod: (addition) => addPaymentMethod(context, addition),
    setDefaultPaymentMethod: (choice) => setDefaultPaymentMethod(context, choice),
    removePaymentMethod: (id) => removePaymentMethod(context, id),
    getBillingDetails: () => getBillingDetails(context),
    updateBillingDetails: (changes) => updateBillingDetails(context, changes),
    addTaxId: (entry) => addTaxId(context, entry),
    removeTaxId: (id) => removeTaxId(context, id),
    listInvoices: (query) => listInvoices(context, query),
    getInvoice: (id) => getInvoice(context, id),
    // It draws no documents, and its invoices say so.
    getInvoiceDocument: () => Promise.resolve(null),

    // What `lacks` names is never asked for.
    deletePendingChange: lacking('scheduled_change'),
    pauseSubscription: lacking('pause'),
    resumeSubscription: lacking('pause'),
    previewDiscount: lacking('discount'),
    applyDiscount: lacking('discount'),
    getUpcomingInvoice: lacking('upcoming_invoice'),
  };
}

const lacking = (capability: (typeof providerCapabilities)[number]) => (): Promise<never> =>
  Promise.reject(new Error(`The portal has asked for something that this provider lacks: ${capability}.`));
