import type { Invoice, InvoiceWithLines, Subscription } from '@billfold/contract';
import type { Database } from '../database/Database.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer, Provider } from '../provider/Provider.js';
import { findOpenIntent } from './intentRows.js';
import { invoiceWithShown, withShown, type Shown } from './Shown.js';

/**
 * A provider elsewhere as customers are shown it: what is under way there, and may have been done, is said to be under way. For one
 * request: what was open at its beginning is, all through it.
 */
export function showingOpenIntents(provider: Provider, database: Database): Provider {
  return Object.assign(Object.create(provider) as Provider, {
    forCustomer: (customer, unit) => {
      const billing = provider.forCustomer(customer, unit);
      const shown = onlyOnce(() => shownOf(database, customer));
      const shows = showing(billing, shown);
      return new Proxy(billing, {
        get: (_, method: keyof CustomerBilling) =>
          shows[method] ??
          ((...args: unknown[]) => (billing[method] as (...args: unknown[]) => unknown)(...args)),
      });
    },
  } satisfies Partial<Provider>);
}

/**
 * The reads that show something of it. What is open is looked up before the provider is asked: the other way round, a change that ends
 * between the two would be seen by neither, and look as if it had failed.
 */
function showing(
  billing: CustomerBilling,
  shown: () => Promise<Shown | null>,
): Partial<Record<keyof CustomerBilling, unknown>> {
  return {
    listSubscriptions: async () => {
      const open = await shown();
      return (await billing.listSubscriptions()).map((subscription) => withShown(subscription, open));
    },
    getSubscription: async (id: string): Promise<Subscription | null> => {
      const open = await shown();
      const subscription = await billing.getSubscription(id);
      return subscription && withShown(subscription, open);
    },
    getInvoice: async (id: string): Promise<InvoiceWithLines | null> => {
      const open = await shown();
      const invoice = await billing.getInvoice(id);
      return invoice && invoiceWithShown(invoice, open);
    },
    listInvoices: async (query: Parameters<CustomerBilling['listInvoices']>[0]) => {
      const open = await shown();
      const { invoices, next } = await billing.listInvoices(query);
      return { invoices: invoices.map((invoice): Invoice => invoiceWithShown(invoice, open)), next };
    },
  };
}

async function shownOf(database: Database, { project, id }: BillingCustomer): Promise<Shown | null> {
  return (await findOpenIntent(database, project, id))?.shown ?? null;
}

function onlyOnce<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}
