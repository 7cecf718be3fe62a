import { BillfoldRoot, InvoiceList, ManageBillingButton, SubscriptionSummary } from '@billfold/react';
import '@billfold/react/styles.css';
import type { User } from './backEnd.js';

interface BillingSectionProps {
  user: User;
  /** Where the portal is; of everything here only this and the two routes are particular to an app. */
  portalUrl: string;
  onSessionExpired: () => void;
}

export function BillingSection({ user, portalUrl, onSessionExpired }: BillingSectionProps) {
  return (
    <BillfoldRoot
      baseUrl={portalUrl}
      session="/api/billing/session"
      customer={user.account}
      locale={document.documentElement.lang}
      onSessionExpired={onSessionExpired}
    >
      <div className="billing">
        <SubscriptionSummary
          manageBilling={
            <ManageBillingButton action="/api/billing/portal" onUnauthorized={onSessionExpired} />
          }
          upgrade={<a href="mailto:sales@example.com">Ask us about plans</a>}
        />
        <InvoiceList />
      </div>
    </BillfoldRoot>
  );
}
