import {
  BillfoldRoot,
  BillingDetailsForm,
  CancelSubscription,
  InvoiceList,
  ManageBillingButton,
  PastDueBanner,
  PauseSubscription,
  PaymentMethodList,
  PlanSwitcher,
  SubscriptionSummary,
  TrialBanner,
  UpcomingInvoice,
} from '@billfold/react';
import { SandboxPanel, sandboxFields } from '@billfold/react/sandbox';
import { stripeFields } from '@billfold/react/stripe';
import '@billfold/react/styles.css';
import type { User } from './backEnd.js';

/** Out here, so that the list is the same with every rendering. */
const paymentFields = [sandboxFields, stripeFields];

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
      // An app that has one billing company behind its portal names the fields of that one alone.
      paymentFields={paymentFields}
      onSessionExpired={onSessionExpired}
    >
      <div className="billing">
        {/* Each is there only while there is something to say. What is scheduled is said where plans are changed. */}
        <PastDueBanner />
        <TrialBanner />

        <SubscriptionSummary
          manageBilling={
            <ManageBillingButton action="/api/billing/portal" onUnauthorized={onSessionExpired} />
          }
          upgrade={<a href="mailto:sales@example.com">Ask us about plans</a>}
        />
        <PlanSwitcher />
        <UpcomingInvoice />
        <PaymentMethodList />
        <InvoiceList />
        <BillingDetailsForm />

        <div className="leaving">
          <PauseSubscription />
          <CancelSubscription />
        </div>

        <SandboxPanel className="sandbox" />
      </div>
    </BillfoldRoot>
  );
}
