export { BillingOverview, type BillingOverviewProps } from './BillingOverview.js';
export { BillingOverviewView, type BillingOverviewViewProps } from './BillingOverviewView.js';
export type { NextInvoice } from './OverviewLine.js';
export type { OverviewSection } from './OverviewLink.js';
