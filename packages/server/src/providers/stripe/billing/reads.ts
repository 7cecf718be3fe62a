/** What is read of a customer at Stripe: the half of the port that changes nothing. */
export { getBillingDetails } from './getBillingDetails.js';
export { getInvoice } from './getInvoice.js';
export { getInvoiceDocument } from './getInvoiceDocument.js';
export { getUpcomingInvoice } from './getUpcomingInvoice.js';
export { listCatalog } from './listCatalog.js';
export { listInvoices } from './listInvoices.js';
export { listPaymentMethods } from './listPaymentMethods.js';
export { listPlans } from './listPlans.js';
export { getSubscription, listSubscriptions } from './listSubscriptions.js';
export { now } from './now.js';
