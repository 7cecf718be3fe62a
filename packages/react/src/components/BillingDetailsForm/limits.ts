import type { CustomerKind, MAX_INVOICE_EMAILS, MAX_TAX_IDS } from '@billfold/contract';

// The contract's numbers stand beside its schemas, which no page needs: these are theirs, or they do not compile.

/** How many tax ids a customer may have. */
export const maxTaxIds: typeof MAX_TAX_IDS = 5;

/** How many addresses invoices may be sent to. */
export const maxInvoiceEmails: typeof MAX_INVOICE_EMAILS = 5;

/** Who can be billed, in the order in which it is asked. */
export const kinds: readonly CustomerKind[] = ['business', 'individual'];
