import type { InvoiceLine } from '@billfold/contract';
import type Stripe from 'stripe';
import { toInstant } from './toInstant.js';
import { toMoney } from './toMoney.js';

/** A line of an invoice or of a preview, as the contract writes it. */
export function toInvoiceLine(line: Stripe.InvoiceLineItem): InvoiceLine {
  const { id, description, quantity, amount, currency, period, pricing } = line;
  const unit = pricing?.unit_amount_decimal?.toString();
  // What is counted in parts of a minor unit is said by the amount only.
  const isWhole = unit !== undefined && Number.isSafeInteger(Number(unit));
  return {
    id: toLineId(id),
    description: description ?? '',
    quantity: quantity ?? 1,
    unitAmount: isWhole ? toMoney(Number(unit), currency) : null,
    amount: toMoney(amount, currency),
    period: { startAt: toInstant(period.start), endAt: toInstant(period.end) },
    proration: isProration(line),
  };
}

/** Whether a line settles a change in the middle of a period. */
export function isProration({ parent }: Stripe.InvoiceLineItem): boolean {
  const details = parent?.subscription_item_details ?? parent?.invoice_item_details;
  return details?.proration ?? false;
}

/** Lines of previews are called `il_tmp_…`. */
const toLineId = (id: string) => `il_${id.replace(/^il_/, '').replace(/[^0-9A-Za-z]/g, '')}`;
