export { UpcomingInvoice, type UpcomingInvoiceProps } from './UpcomingInvoice.js';
export { UpcomingInvoiceView, type UpcomingInvoiceViewProps } from './UpcomingInvoiceView.js';
