import type { UpcomingInvoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { methodOf } from '../read/methodOf.js';
import { lapses } from '../read/renewsAtOf.js';
import { answering, isStripeError } from '../read/toBillfoldError.js';
import { toInstant } from '../read/toInstant.js';
import { balanceAppliedOf, discountOf, periodOf, subtotalOf, taxOf } from '../read/toInvoice.js';
import { toInvoiceLine } from '../read/toInvoiceLine.js';
import { toMoney } from '../read/toMoney.js';
import type { StripeContext } from '../StripeContext.js';
import { readLines, readTaxes } from './getInvoice.js';
import { readCustomer } from './readCustomer.js';
import { readSubscription } from './readSubscriptions.js';

/** States in which Stripe writes no invoices that anybody is charged for. */
const silent: ReadonlySet<string> = new Set([
  'canceled',
  'incomplete',
  'incomplete_expired',
  'paused',
  'unpaid',
]);

/** See `CustomerBilling.getUpcomingInvoice`. */
export function getUpcomingInvoice(context: StripeContext, id: string): Promise<UpcomingInvoice | null> {
  return answering(async () => {
    const [subscription, customer] = await Promise.all([
      readSubscription(context, id),
      readCustomer(context),
    ]);
    if (!subscription || silent.has(subscription.status) || subscription.pause_collection) return null;
    if (lapses(subscription, customer)) return null;
    const preview = await previewNext(context, subscription);
    if (preview === null) return null;
    const { currency, total, amount_due } = preview;
    const [lines, taxes] = await Promise.all([readLines(context, preview), readTaxes(context, preview)]);
    return {
      subscription: id,
      issuedAt: toInstant(issuedAtOf(preview)),
      // Of all lines: with itself Stripe gives the first ones, which may all be of the period before.
      period: periodOf({ ...preview, lines: { ...preview.lines, data: lines } }),
      lines: lines.map(toInvoiceLine),
      taxes,
      subtotal: toMoney(subtotalOf(preview), currency),
      discount: toMoney(discountOf(preview), currency),
      tax: toMoney(taxOf(preview), currency),
      total: toMoney(total, currency),
      balanceApplied: toMoney(balanceAppliedOf(preview), currency),
      amountDue: toMoney(amount_due, currency),
      paymentMethod: methodOf(subscription, customer)?.name ?? null,
    };
  });
}

/** When the invoice of a preview is going to be written: the period in which lines can be added to it ends there. */
export const issuedAtOf = ({ created, period_end }: Stripe.Invoice): number => Math.max(created, period_end);

/** Null where Stripe says that none is to come. */
async function previewNext(
  { stripe, options }: StripeContext,
  { id }: Stripe.Subscription,
): Promise<Stripe.Invoice | null> {
  try {
    return await stripe.invoices.createPreview({ subscription: id }, options());
  } catch (error) {
    if (isStripeError(error) && error.code === 'invoice_upcoming_none') return null;
    throw error;
  }
}
