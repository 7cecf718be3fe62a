export { BillfoldRoot, type BillfoldRootProps } from './BillfoldRoot.js';
export { useBillfold, type Billfold } from './useBillfold.js';
export { useOnline } from './useOnline.js';

export { createClient } from './client.js';
export type { CallOptions, Client, ClientOptions, PortalOperation } from './client.js';
export type { DownloadedDocument } from './readResponse.js';
export type { SessionSource, SessionToken } from './tokenSource.js';
export { BillfoldError, isBillfoldError } from './BillfoldError.js';
export type { BillfoldErrorCode, BillfoldErrorFacts } from './BillfoldError.js';
export { billfoldKey, type BillfoldKey, type Noun } from './keys.js';

export { sessionQuery } from './sessions/sessionQuery.js';
export { useSession } from './sessions/useSession.js';
export { plansQuery } from './plans/plansQuery.js';
export { usePlans } from './plans/usePlans.js';
export { subscriptionsQuery } from './subscriptions/subscriptionsQuery.js';
export { useSubscriptions } from './subscriptions/useSubscriptions.js';
export { invoicesQuery, type InvoicesInput } from './invoices/invoicesQuery.js';
export { useInvoices } from './invoices/useInvoices.js';
export { invoiceQuery } from './invoices/invoiceQuery.js';
export { useInvoice } from './invoices/useInvoice.js';
export { useInvoiceDocument, type InvoiceDocumentInput } from './invoices/useInvoiceDocument.js';
