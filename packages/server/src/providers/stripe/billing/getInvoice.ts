import type { InvoiceTax, InvoiceWithLines } from '@billfold/contract';
import type Stripe from 'stripe';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toInvoiceLine } from '../read/toInvoiceLine.js';
import { isShownTax, toInvoiceTax } from '../read/toInvoiceTax.js';
import type { StripeContext } from '../StripeContext.js';
import { PAGE, readAll } from './readAll.js';
import { readInvoice, toInvoices } from './readInvoice.js';

/** See `CustomerBilling.getInvoice`. */
export function getInvoice(context: StripeContext, id: string): Promise<InvoiceWithLines | null> {
  return answering(async () => {
    const found = await readInvoice(context, id);
    if (found === null) return null;
    const [[invoice], lines, taxes] = await Promise.all([
      toInvoices(context, [found]),
      readLines(context, found),
      readTaxes(context, found),
    ]);
    return { ...invoice!, lines: lines.map(toInvoiceLine), taxes };
  });
}

/** All lines of an invoice or of a preview: with itself Stripe gives the first ones only. */
export async function readLines(
  { stripe, options }: StripeContext,
  { id, lines }: Stripe.Invoice,
): Promise<Stripe.InvoiceLineItem[]> {
  if (!lines.has_more) return lines.data;
  return readAll(stripe.invoices.listLineItems(id, { limit: PAGE }, options()));
}

/** What is taxed on an invoice or a preview, rate by rate. Their names and percentages Stripe keeps by themselves. */
export async function readTaxes(context: StripeContext, invoice: Stripe.Invoice): Promise<InvoiceTax[]> {
  const taxes = (invoice.total_taxes ?? []).filter(isShownTax);
  const rates = new Map<string, Promise<Stripe.TaxRate | null>>();
  const rateOf = ({ tax_rate_details }: Stripe.Invoice.TotalTax) => {
    const id = tax_rate_details?.tax_rate;
    if (!id) return null;
    const read = rates.get(id) ?? orNull(context.stripe.taxRates.retrieve(id, {}, context.options()));
    rates.set(id, read);
    return read;
  };
  return Promise.all(taxes.map(async (tax) => toInvoiceTax(tax, await rateOf(tax), invoice.currency)));
}
