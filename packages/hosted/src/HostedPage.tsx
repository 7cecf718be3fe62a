import type { Session } from '@billfold/contract';
import { useSession } from '@billfold/hooks';
import { InvoiceList, SubscriptionSummary } from '@billfold/react';
import { useLayoutEffect } from 'react';
import { directionOf } from './directionOf.js';
import { PageFrame } from './PageFrame.js';
import { SectionBoundary } from './SectionBoundary.js';
import { useExpiryCheck } from './useExpiryCheck.js';
import { words } from './words.js';

/**
 * The open portal: whose billing page this is, the plan, the invoices, and the ways out.
 *
 * @param props.opened the session as it was when the page opened; what it may do is asked again from time to time
 */
export function HostedPage({ opened }: { opened: Session }) {
  const { session = opened, refetch } = useSession();
  const { branding, capabilities, features, locale } = session;
  const { displayName } = branding;

  useExpiryCheck(session.expiresAt, refetch);
  // Before it is painted: nobody should see the page turn around.
  useLayoutEffect(() => {
    document.title = words.titleOf(displayName);
    document.documentElement.dir = directionOf(locale);
  }, [displayName, locale]);

  return (
    <PageFrame branding={branding} returnUrl={session.returnUrl} testMode={session.testMode}>
      {capabilities.includes('subscriptions:read') && (
        <SectionBoundary>
          <SubscriptionSummary />
        </SectionBoundary>
      )}
      {capabilities.includes('invoices:read') && features.invoiceHistory.enabled && (
        <SectionBoundary>
          <InvoiceList />
        </SectionBoundary>
      )}
    </PageFrame>
  );
}
