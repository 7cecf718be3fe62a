import { documentFilename } from '../../../invoices/documentFilename.js';
import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import type { RenderDocument } from '../documents.js';
import { toInvoice, toInvoiceWithLines } from '../store/invoiceRows.js';
import { findInvoiceRow, listInvoiceRows } from '../store/invoices.js';
import { listPlans } from '../store/plans.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { findSubscriptionRow, listSubscriptionRows } from '../store/subscriptions.js';
import { billingDetails } from './billingDetails.js';
import { cancellations } from './cancellations.js';
import { discounts } from './discounts.js';
import { pauses } from './pauses.js';
import { paymentMethods } from './paymentMethods.js';
import { payments } from './payments.js';
import { planChanges } from './planChanges.js';
import { setups } from './setups.js';
import { upcoming } from './upcoming.js';
import type { BillingContext } from './withAccount.js';

/**
 * The billing of one customer, from the sandbox's tables. Every read is one statement, and that of what is on file
 * two; what the engine computes reads the account, and what changes it locks it.
 */
export function billingOf(
  context: BillingContext,
  renderDocument: RenderDocument | undefined,
): CustomerBilling {
  const { customer, unit } = context;
  const { database } = unit;
  const key = { project: customer.project, customer: customer.id };
  const drawn = renderDocument !== undefined;
  return {
    listPlans: (subscription) => listPlans(customer, subscription, unit),

    async listSubscriptions() {
      const rows = await listSubscriptionRows(database, key);
      return rows.map(toSubscription);
    },

    async getSubscription(id) {
      const row = await findSubscriptionRow(database, key, id);
      return row && toSubscription(row);
    },

    ...planChanges(context),
    ...cancellations(context),
    ...pauses(context),
    ...discounts(context),
    ...payments(context, drawn),
    ...paymentMethods(context),
    ...setups(context),
    ...upcoming(context),
    ...billingDetails(context),

    async listInvoices(query) {
      const { rows, next } = await listInvoiceRows(database, key, query);
      return { invoices: rows.map((row) => toInvoice(row, drawn)), next };
    },

    async getInvoice(id) {
      const row = await findInvoiceRow(database, key, id);
      return row && toInvoiceWithLines(row, drawn);
    },

    async getInvoiceDocument(id, kind, branding) {
      const row = await findInvoiceRow(database, key, id);
      if (!row || !renderDocument) return null;
      const invoice = toInvoiceWithLines(row, drawn);
      if (!invoice.documents[kind]) return null;
      const bytes = await renderDocument({ kind, invoice, customer: row.billedTo, branding });
      return { filename: documentFilename(invoice, kind), bytes };
    },
  };
}
