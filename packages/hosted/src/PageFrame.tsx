import type { Branding, SessionBranding } from '@billfold/contract';
import type { ReactNode, Ref } from 'react';
import { AnchorLinks } from './AnchorLinks.js';
import type { Anchor } from './anchors.js';
import { linkTo } from './branding.js';
import { PageShell } from './PageShell.js';
import { words } from './words.js';

/**
 * What stands around the sections. Without a session it is the same frame with nothing in it, so that what is shown
 * first does not move when the rest is known.
 */
export function PageFrame({
  branding,
  title = words.title,
  headline,
  returnUrl,
  testMode,
  anchors = [],
  busy,
  notice,
  isLocked = false,
  signOut,
  sectionsRef,
  children,
}: Props) {
  const back = linkTo(returnUrl);
  return (
    <PageShell
      branding={branding}
      testMode={testMode}
      waysOut={
        (back && branding) || signOut ? (
          <div className="hosted-ways-out">
            {back && branding && (
              <a className="hosted-return" href={back}>
                {words.returnTo(branding.displayName)}
              </a>
            )}
            {signOut}
          </div>
        ) : null
      }
    >
      <main className="hosted-main" aria-busy={busy || undefined}>
        {notice}
        <div className="hosted-title">
          <h1>{title}</h1>
          {headline && <p className="hosted-headline">{headline}</p>}
          {anchors && (
            <div className="hosted-anchors-room">
              <AnchorLinks anchors={anchors} />
            </div>
          )}
        </div>
        {/* Disabled, it takes every control below with it, whoever has made it, and nothing that was entered. */}
        <fieldset ref={sectionsRef} role="presentation" className="hosted-sections" disabled={isLocked}>
          {children}
        </fieldset>
      </main>
    </PageShell>
  );
}

interface Props {
  /** How the project looks; null while it is not known yet. */
  branding: Branding | null;
  /** @default what the page is called */
  title?: string;
  headline?: SessionBranding['headline'];
  returnUrl: string | null;
  testMode: boolean;
  /** The sections that stand in it; null where there is one thing only. */
  anchors?: readonly Anchor[] | null;
  /** Whether the sections are still waiting for the session. */
  busy?: boolean;
  /** What must be said before everything else. */
  notice?: ReactNode;
  /** Whether nothing can be done right now. */
  isLocked?: boolean;
  signOut?: ReactNode;
  sectionsRef?: Ref<HTMLFieldSetElement>;
  children: ReactNode;
}
