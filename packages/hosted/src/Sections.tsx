import {
  BillingDetailsForm,
  CancelSubscription,
  InvoiceList,
  PastDueBanner,
  PauseSubscription,
  PaymentMethodList,
  PendingChangeBanner,
  PlanSwitcher,
  SubscriptionSummary,
  TrialBanner,
  UpcomingInvoice,
} from '@billfold/react';
import type { ReactNode } from 'react';
import type { Anchor } from './anchors.js';
import { SectionBoundary } from './SectionBoundary.js';

/** What stands under each anchor, from what a customer asks first to what they hopefully never do. */
const sections: Record<Anchor, (props: { id: Anchor }) => ReactNode> = {
  plan: ({ id }) => <SubscriptionSummary id={id} />,
  change: ({ id }) => <PlanSwitcher id={id} />,
  upcoming: ({ id }) => <UpcomingInvoice id={id} />,
  payment: ({ id }) => <PaymentMethodList id={id} />,
  invoices: ({ id }) => <InvoiceList id={id} />,
  details: ({ id }) => <BillingDetailsForm id={id} />,
  pause: ({ id }) => <PauseSubscription id={id} />,
  cancel: ({ id }) => <CancelSubscription id={id} />,
};

/** The sections of the whole portal, and before them what must be said, each only while it is so. */
export function Sections({ shown }: { shown: readonly Anchor[] }) {
  return (
    <>
      {shown.includes('plan') && <Banners isSaidBelow={shown.includes('change')} />}
      {shown.map((id) => (
        <SectionBoundary key={id}>{sections[id]({ id })}</SectionBoundary>
      ))}
    </>
  );
}

function Banners({ isSaidBelow }: { isSaidBelow: boolean }) {
  return (
    <>
      <SectionBoundary>
        <PastDueBanner />
      </SectionBoundary>
      <SectionBoundary>
        <TrialBanner />
      </SectionBoundary>
      {/* Where plans can be changed, the choice of them says what is scheduled, and undoes it. */}
      {!isSaidBelow && (
        <SectionBoundary>
          <PendingChangeBanner />
        </SectionBoundary>
      )}
    </>
  );
}
