export { InvoiceList, type InvoiceListProps } from './InvoiceList.js';
export { InvoiceListView } from './InvoiceListView.js';
export type { DownloadProgress, InvoiceDocumentRequest, InvoiceListViewProps } from './InvoiceListView.js';
export type { InvoiceFilter } from './invoiceFilter.js';
export { invoiceState } from './invoiceState.js';
