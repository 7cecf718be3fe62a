import { useSubscriptions } from '@billfold/hooks';
import {
  BillingDetailsForm,
  BillingOverview,
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
  type BillingOverviewProps,
} from '@billfold/react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { Anchor } from './anchors.js';
import { SectionBoundary } from './SectionBoundary.js';
import { SubscriptionPicker } from './SubscriptionPicker.js';
import { words } from './words.js';

const ActivitySection = lazy(async () => ({
  default: (await import('./ActivitySection.js')).ActivitySection,
}));

interface SectionProps {
  id: Anchor;
  shown: readonly Anchor[];
  /** Which of several subscriptions it is about; undefined: the only one, or the section asks. */
  subscription: string | undefined;
}

/** What stands under each anchor, from what a customer asks first to what they hopefully never do. */
const sections: Record<Anchor, (props: SectionProps) => ReactNode> = {
  overview: ({ id, shown }) => <BillingOverview id={id} hrefs={waysTo(shown)} />,
  plan: ({ id }) => <SubscriptionSummary id={id} />,
  change: ({ id, subscription }) => <PlanSwitcher id={id} subscription={subscription} />,
  upcoming: ({ id, subscription }) => <UpcomingInvoice id={id} subscription={subscription} />,
  payment: ({ id }) => <PaymentMethodList id={id} />,
  invoices: ({ id }) => <InvoiceList id={id} />,
  details: ({ id }) => <BillingDetailsForm id={id} />,
  activity: ({ id }) => (
    <Suspense fallback={<Outline id={id} />}>
      <ActivitySection id={id} />
    </Suspense>
  ),
  pause: ({ id, subscription }) => <PauseSubscription id={id} subscription={subscription} />,
  cancel: ({ id, subscription }) => <CancelSubscription id={id} subscription={subscription} />,
};

/** Those that are about one subscription. */
const ofOneSubscription: readonly Anchor[] = ['change', 'upcoming', 'pause', 'cancel'];

/** The sections of the whole portal, and before them what must be said, each only while it is so. */
export function Sections({ shown }: { shown: readonly Anchor[] }) {
  const { subscriptions = [] } = useSubscriptions();
  const [chosen, setChosen] = useState<string>();
  const living = subscriptions.filter(({ status }) => status !== 'canceled');
  // One that has ended meanwhile stays what was chosen: the section in which that was done tells of it.
  const subscription = subscriptions.some(({ id }) => id === chosen) ? chosen : undefined;
  const isAsked = living.length > 1 && shown.some((anchor) => ofOneSubscription.includes(anchor));

  return (
    <>
      {shown.includes('plan') && <Banners isSaidBelow={shown.includes('change')} />}
      {shown.map((id) => (
        // Anew for another subscription. It is also the way around a fault of Chromium (seen in 147): sections that stop
        // asking which one is meant, all in one step, are left without a layout in their container.
        <SectionBoundary key={ofOneSubscription.includes(id) ? `${id} ${subscription ?? ''}` : id}>
          {sections[id]({ id, shown, subscription })}
          {id === 'plan' && isAsked && (
            <SubscriptionPicker subscriptions={living} chosen={subscription} onChoose={setChosen} />
          )}
        </SectionBoundary>
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

/** Where the overview leads to, of what is there. */
function waysTo(shown: readonly Anchor[]): BillingOverviewProps['hrefs'] {
  const ways = {
    plan: 'plan',
    payment_methods: 'payment',
    invoices: 'invoices',
    billing_details: 'details',
  } as const;
  return Object.fromEntries(
    Object.entries(ways)
      .filter(([, anchor]) => shown.includes(anchor))
      .map(([section, anchor]) => [section, `#${anchor}`]),
  );
}

/** The room of a section whose script is on its way. */
function Outline({ id }: { id: Anchor }) {
  return (
    <section id={id} className="hosted-opening" data-section={id}>
      <h2>{words.sections[id]}</h2>
    </section>
  );
}
