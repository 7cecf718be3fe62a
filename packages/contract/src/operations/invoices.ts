import { operation } from '../operation.js';
import type {
  exportInvoiceDocumentsSchema,
  exportInvoicesSchema,
  listInvoicesSchema,
  getInvoiceSchema,
  getInvoicePdfSchema,
  getInvoiceReceiptSchema,
  getUpcomingInvoiceSchema,
  payInvoiceSchema,
} from '../invoices.js';

/** The customer's invoices, newest first, as old as they may be. */
export const listInvoices = /* @__PURE__ */ operation<typeof listInvoicesSchema>()({
  name: 'listInvoices',
  summary: 'List the invoices of the customer, newest first.',
  method: 'GET',
  path: '/portal/v1/invoices',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
  errors: ['invalid_cursor'],
});

/** The customer's invoices as a table for spreadsheets: RFC 4180, UTF-8, one row an invoice, newest first. */
export const exportInvoices = /* @__PURE__ */ operation<typeof exportInvoicesSchema>()({
  name: 'exportInvoices',
  summary: 'Download the invoices of the customer, all or of one year, as a CSV document.',
  method: 'GET',
  path: '/portal/v1/invoices/export',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
  produces: 'csv',
});

/** The PDF documents of the customer's invoices in one ZIP archive, newest first; a year at a time where there are many. */
export const exportInvoiceDocuments = /* @__PURE__ */ operation<typeof exportInvoiceDocumentsSchema>()({
  name: 'exportInvoiceDocuments',
  summary: 'Download the invoices of the customer, all or of one year, as PDF documents in a ZIP archive.',
  method: 'GET',
  path: '/portal/v1/invoices/documents',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
  produces: 'zip',
  errors: ['too_many_documents'],
});

/** What a subscription is going to be charged next. */
export const getUpcomingInvoice = /* @__PURE__ */ operation<typeof getUpcomingInvoiceSchema>()({
  name: 'getUpcomingInvoice',
  summary: 'Get the next invoice of a subscription, as it would be now.',
  method: 'GET',
  path: '/portal/v1/invoices/upcoming',
  access: { by: 'portal_session', capability: 'subscriptions:read', feature: null },
  errors: ['not_found'],
});

/** One invoice of the customer, with its lines and taxes. */
export const getInvoice = /* @__PURE__ */ operation<typeof getInvoiceSchema>()({
  name: 'getInvoice',
  summary: 'Get an invoice with its lines.',
  method: 'GET',
  path: '/portal/v1/invoices/{invoice}',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
});

/** The invoice as a PDF document. */
export const getInvoicePdf = /* @__PURE__ */ operation<typeof getInvoicePdfSchema>()({
  name: 'getInvoicePdf',
  summary: 'Download an invoice as a PDF document.',
  method: 'GET',
  path: '/portal/v1/invoices/{invoice}/pdf',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
  produces: 'pdf',
});

/** The receipt for what was paid of an invoice, as a PDF document. 404 while nothing was paid. */
export const getInvoiceReceipt = /* @__PURE__ */ operation<typeof getInvoiceReceiptSchema>()({
  name: 'getInvoiceReceipt',
  summary: 'Download the receipt of a paid invoice as a PDF document.',
  method: 'GET',
  path: '/portal/v1/invoices/{invoice}/receipt',
  access: { by: 'portal_session', capability: 'invoices:read', feature: 'invoiceHistory' },
  produces: 'pdf',
});

/** Charges what remains of an open invoice, to the payment method of its subscription or to another one. What is owed can always be paid. */
export const payInvoice = /* @__PURE__ */ operation<typeof payInvoiceSchema>()({
  name: 'payInvoice',
  summary: 'Pay an open invoice.',
  method: 'POST',
  path: '/portal/v1/invoices/{invoice}/pay',
  access: { by: 'portal_session', capability: 'invoices:pay', feature: null },
  idempotency: 'required',
  errors: ['payment_failed', 'payment_method_required', 'invoice_not_payable', 'too_many_attempts'],
});
