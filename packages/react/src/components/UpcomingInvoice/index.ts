export { UpcomingInvoiceView, type UpcomingInvoiceViewProps } from './UpcomingInvoiceView.js';
