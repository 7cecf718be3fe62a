import type { Session } from '@billfold/contract';
import { useSession } from '@billfold/hooks';
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
import { lazy, Suspense, useLayoutEffect, type ReactNode } from 'react';
import type { Anchor } from './anchors.js';
import { directionOf } from './directionOf.js';
import { PageFrame } from './PageFrame.js';
import { SectionBoundary } from './SectionBoundary.js';
import { sectionsOf } from './sectionsOf.js';
import { useExpiryCheck } from './useExpiryCheck.js';
import { words } from './words.js';

/** Test mode's controls, which no live page loads. */
const SandboxPanel = lazy(async () => ({ default: (await import('@billfold/react/sandbox')).SandboxPanel }));

/** What stands under each anchor, from what a customer asks first to what they hopefully never do. */
const sections: Record<Anchor, (props: { id: Anchor }) => ReactNode> = {
  plan: (props) => <SubscriptionSummary {...props} />,
  change: (props) => <PlanSwitcher {...props} />,
  upcoming: (props) => <UpcomingInvoice {...props} />,
  payment: (props) => <PaymentMethodList {...props} />,
  invoices: (props) => <InvoiceList {...props} />,
  details: (props) => <BillingDetailsForm {...props} />,
  pause: (props) => <PauseSubscription {...props} />,
  cancel: (props) => <CancelSubscription {...props} />,
};

/** What must be said before everything else, each only while it is so. */
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

/**
 * The open portal: whose billing page this is, what needs attention, the plan, its changes and invoices, and the ways out.
 *
 * @param props.opened the session as it was when the page opened; what it may do is asked again from time to time
 */
export function HostedPage({ opened }: { opened: Session }) {
  const { session = opened, refetch } = useSession();
  const { branding, locale } = session;
  const { displayName } = branding;
  const shown = sectionsOf(session);

  useExpiryCheck(session.expiresAt, refetch);
  // Before it is painted: nobody should see the page turn around.
  useLayoutEffect(() => {
    document.title = words.titleOf(displayName);
    document.documentElement.dir = directionOf(locale);
  }, [displayName, locale]);

  return (
    <PageFrame branding={branding} returnUrl={session.returnUrl} testMode={session.testMode} anchors={shown}>
      {shown.includes('plan') && <Banners isSaidBelow={shown.includes('change')} />}
      {shown.map((id) => (
        <SectionBoundary key={id}>{sections[id]({ id })}</SectionBoundary>
      ))}
      {session.testMode && (
        <SectionBoundary>
          <Suspense>
            <SandboxPanel className="hosted-sandbox" />
          </Suspense>
        </SectionBoundary>
      )}
    </PageFrame>
  );
}
