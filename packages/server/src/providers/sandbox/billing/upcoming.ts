import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import { amountDue } from '../engine/account.js';
import { toMoney } from '../engine/money.js';
import { upcomingInvoice } from '../engine/upcoming.js';
import { atInstant, toPeriod } from '../store/instants.js';
import { toLine, toTax } from '../store/invoiceRows.js';
import { toMethodName } from '../store/subscriptionResource.js';
import { peekAccount, timeOf, type BillingContext } from './withAccount.js';

/** The invoice that comes next. */
export function upcoming(context: BillingContext): Pick<CustomerBilling, 'getUpcomingInvoice'> {
  return {
    async getUpcomingInvoice(id) {
      const open = await peekAccount(context, await timeOf(context));
      const target = open?.account.subscriptions.find((subscription) => subscription.id === id);
      if (!open || !target) return null;
      const invoice = upcomingInvoice(open.account, id, context.terms);
      if (invoice === null) return null;
      const { currency } = invoice;
      const money = (amount: bigint) => toMoney(amount, currency);
      const due = amountDue(invoice);
      return {
        subscription: id,
        issuedAt: atInstant(invoice.issuedAt),
        period: toPeriod(invoice.period),
        lines: invoice.lines.map((line) => toLine(line, currency)),
        taxes: invoice.taxes.map((tax) => toTax(tax, currency)),
        subtotal: money(invoice.subtotal),
        discount: money(invoice.discount),
        tax: money(invoice.tax),
        total: money(invoice.total),
        balanceApplied: money(invoice.balanceApplied),
        amountDue: money(due),
        paymentMethod: toMethodName(target.paymentMethod?.method ?? null),
      };
    },
  };
}
