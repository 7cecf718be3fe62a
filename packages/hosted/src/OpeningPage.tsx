import { InvoiceListView, SubscriptionSummaryView } from '@billfold/react';
import { PageFrame } from './PageFrame.js';

/** The portal before the session is known: the same page, waiting, so that nothing moves when it opens. */
export function OpeningPage() {
  return (
    <PageFrame branding={null} returnUrl={null} testMode={false} busy>
      <SubscriptionSummaryView state="loading" subscriptions={[]} />
      <InvoiceListView state="loading" invoices={[]} now={new Date(0)} />
    </PageFrame>
  );
}
