import type { CustomerBilling } from '../../../provider/Provider.js';
import { BillfoldError } from '../../../errors.js';
import { payInvoice } from '../engine/pay.js';
import { toInvoice } from '../store/invoiceRows.js';
import { findInvoiceRow } from '../store/invoices.js';
import { saveProgress } from '../store/account.js';
import { findSubscriptionRow } from '../store/subscriptions.js';
import { withAccount, type BillingContext } from './withAccount.js';

/** Payments of what is owed. */
export function payments(context: BillingContext, drawn: boolean): Pick<CustomerBilling, 'payInvoice'> {
  return {
    payInvoice: (id) =>
      withAccount(context, async ({ database, row, account, now, options }) => {
        const invoice = await findInvoiceRow(database, row, id);
        if (!invoice) throw new BillfoldError('not_found');
        // A subscription that has ended is not part of the account any more, but what it was charged to is known.
        const subscription = await findSubscriptionRow(database, row, invoice.subscription);
        const paymentMethod = subscription?.method ?? null;
        const { progress, outcome } = payInvoice(account, id, now, { ...options, paymentMethod });
        await saveProgress(database, row, account, progress);
        if (outcome.status === 'failed') return outcome;
        return { ...outcome, invoice: toInvoice((await findInvoiceRow(database, row, id))!, drawn) };
      }),
  };
}
