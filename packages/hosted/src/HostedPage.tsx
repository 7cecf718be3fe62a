import type { Session } from '@billfold/contract';
import { useSession } from '@billfold/hooks';
import {
  lazy,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react';
import { directionOf } from './directionOf.js';
import { FlowEnd, FlowGone } from './FlowEnd.js';
import { FlowSection, type FlowOutcome } from './FlowSection.js';
import { LapsedNotice } from './LapsedNotice.js';
import { PageFrame } from './PageFrame.js';
import { SectionBoundary } from './SectionBoundary.js';
import { Sections } from './Sections.js';
import { sectionsOf } from './sectionsOf.js';
import { useExpiryCheck } from './useExpiryCheck.js';
import { words } from './words.js';

/** Test mode's controls, which no live page loads. */
const SandboxPanel = lazy(async () => ({ default: (await import('@billfold/react/sandbox')).SandboxPanel }));

/** Where a customer is: at the one thing they were sent for, at its end, or in the whole portal. */
type Place =
  | { at: 'portal'; told: string | null }
  | { at: 'flow' }
  | { at: 'gone' }
  | { at: 'end'; outcome: FlowOutcome };

/** The open portal: whose billing page this is, the ways out, and the sections, or the one thing that somebody was sent for. */
export function HostedPage({ opened, isFlowGone, isLapsed, signOut, sectionsRef, leave }: HostedPageProps) {
  const { session = opened, refetch } = useSession();
  const { branding, locale, returnUrl, testMode } = session;
  const { displayName } = branding;
  // What the link was for stays so, whichever session the page goes on with.
  const { flow } = opened;
  const [place, setPlace] = useState<Place>(() =>
    flow ? { at: isFlowGone ? 'gone' : 'flow' } : { at: 'portal', told: null },
  );

  useExpiryCheck(isLapsed ? null : session.expiresAt, refetch);
  const isScreen = place.at === 'gone' || place.at === 'end';
  // Before it is painted: nobody should see the page turn around.
  useLayoutEffect(() => {
    if (!isScreen) document.title = words.titleOf(displayName);
    document.documentElement.dir = directionOf(locale);
  }, [isScreen, displayName, locale]);

  if (flow && place.at === 'gone') {
    return <FlowGone flow={flow} session={session} onPortal={() => setPlace({ at: 'portal', told: null })} />;
  }
  if (flow && place.at === 'end') {
    return <FlowEnd flow={flow} outcome={place.outcome} session={session} leave={leave} />;
  }

  const shown = place.at === 'portal' ? sectionsOf(session) : [];
  return (
    <PageFrame
      branding={branding}
      title={flow && place.at === 'flow' ? words.flows[flow.type].title : undefined}
      headline={branding.headline}
      returnUrl={returnUrl}
      testMode={testMode}
      anchors={place.at === 'portal' ? shown : null}
      notice={isLapsed && <LapsedNotice displayName={displayName} returnUrl={returnUrl} />}
      isLocked={isLapsed}
      signOut={isLapsed ? null : signOut}
      sectionsRef={sectionsRef}
    >
      {place.at === 'portal' && place.told !== null && <Told text={place.told} />}
      {flow && place.at === 'flow' ? (
        <SectionBoundary>
          <FlowSection
            flow={flow}
            onDone={(outcome) =>
              setPlace(
                flow.afterCompletion.type === 'portal_homepage'
                  ? { at: 'portal', told: words.flows[flow.type][outcome] }
                  : { at: 'end', outcome },
              )
            }
          />
        </SectionBoundary>
      ) : (
        <Sections shown={shown} />
      )}
      {testMode && (
        <SectionBoundary>
          <Suspense>
            <SandboxPanel className="hosted-sandbox" />
          </Suspense>
        </SectionBoundary>
      )}
    </PageFrame>
  );
}

/** What was done before the whole portal took its place. */
function Told({ text }: { text: string }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <p ref={place} role="status" tabIndex={-1} className="hosted-told">
      {text}
    </p>
  );
}

interface HostedPageProps {
  /** As it was when the page opened; what it may do is asked again from time to time. */
  opened: Session;
  /** Whether there was nothing left to do of what the link was for. */
  isFlowGone: boolean;
  /** Whether the session has ended and the page is kept for what was entered in it. */
  isLapsed: boolean;
  signOut: ReactNode;
  sectionsRef: Ref<HTMLFieldSetElement>;
  leave: (url: string) => void;
}
