import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import { BillfoldError } from '../../../errors.js';
import { payInvoice } from '../engine/pay.js';
import type { PaymentMethodState } from '../engine/paymentMethods.js';
import { toInvoice } from '../store/invoiceRows.js';
import { findInvoiceRow } from '../store/invoices.js';
import { saveProgress } from '../store/account.js';
import { findPaymentMethod } from '../store/paymentMethods.js';
import { toSubscriptionState } from '../store/subscriptionRows.js';
import { findSubscriptionRow } from '../store/subscriptions.js';
import { withAccount, type BillingContext, type OpenAccount } from './withAccount.js';

/** Payments of what is owed. */
export function payments(context: BillingContext, drawn: boolean): Pick<CustomerBilling, 'payInvoice'> {
  return {
    payInvoice: ({ invoice: id, paymentMethod: chosen }) =>
      withAccount(context, async (open) => {
        const { database, row, account, now, options } = open;
        const invoice = await findInvoiceRow(database, row, id);
        if (!invoice) throw new BillfoldError('not_found');
        const paymentMethod =
          chosen === null
            ? await whatItIsChargedTo(open, invoice.subscription)
            : await findPaymentMethod(database, row, chosen);
        if (chosen !== null && paymentMethod === null) throw new BillfoldError('not_found');
        const { progress, outcome } = payInvoice(account, id, now, { ...options, paymentMethod });
        await saveProgress(database, row, account, progress);
        if (outcome.status === 'failed') return outcome;
        return { ...outcome, invoice: toInvoice((await findInvoiceRow(database, row, id))!, drawn) };
      }),
  };
}

/** A subscription that has ended is not part of the account any more, but what it was charged to is known. */
async function whatItIsChargedTo(
  { database, row }: OpenAccount,
  subscription: string,
): Promise<PaymentMethodState | null> {
  const found = await findSubscriptionRow(database, row, subscription);
  return found && toSubscriptionState(found).paymentMethod;
}
