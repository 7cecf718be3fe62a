export { InvoiceList, type InvoiceListProps } from './InvoiceList.js';
export { InvoiceListView, type InvoiceListViewProps } from './InvoiceListView.js';
export type { DownloadProgress, InvoiceDocumentRequest } from './download.js';
export type { InvoiceFilter } from './invoiceFilter.js';
export { invoiceState } from './invoiceState.js';
