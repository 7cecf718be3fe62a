import type { Branding } from '@billfold/contract';
import type { ReactNode } from 'react';
import { AnchorLinks } from './AnchorLinks.js';
import type { Anchor } from './anchors.js';
import { imageAt, linkTo, themeOf } from './branding.js';
import { words } from './words.js';

/**
 * What stands around the sections. Without a session it is the same frame with nothing in it, so that what is shown
 * first does not move when the rest is known.
 */
export function PageFrame({ branding, returnUrl, testMode, anchors = [], busy, children }: Props) {
  const logo = imageAt(branding?.logoUrl ?? null);
  const back = linkTo(returnUrl);
  return (
    <div className="bf-root hosted-page" style={branding ? themeOf(branding) : undefined}>
      <header className="hosted-header">
        <p className="hosted-brand">
          {logo ? (
            <img
              className="hosted-logo"
              src={logo}
              alt={branding?.displayName}
              referrerPolicy="no-referrer"
            />
          ) : (
            <span className="hosted-name">{branding?.displayName}</span>
          )}
          {testMode && (
            <span className="hosted-badge" title={words.testModeMeaning}>
              {words.testMode}
            </span>
          )}
        </p>
        {branding && back && (
          <a className="hosted-return" href={back}>
            {words.returnTo(branding.displayName)}
          </a>
        )}
      </header>
      <main className="hosted-main" aria-busy={busy || undefined}>
        <div className="hosted-title">
          <h1>{words.title}</h1>
          <AnchorLinks anchors={anchors} />
        </div>
        {children}
      </main>
      {branding && <FooterLinks branding={branding} />}
    </div>
  );
}

function FooterLinks({ branding }: { branding: Branding }) {
  const links = [
    { name: words.support, url: linkTo(branding.supportUrl) },
    { name: words.privacy, url: linkTo(branding.privacyUrl) },
    { name: words.terms, url: linkTo(branding.termsUrl) },
  ].filter((link): link is { name: string; url: string } => link.url !== null);

  if (links.length === 0) return null;
  return (
    <footer className="hosted-footer">
      <nav aria-label={words.links}>
        <ul>
          {links.map(({ name, url }) => (
            <li key={name}>
              <a href={url}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}

interface Props {
  /** How the project looks; null while it is not known yet. */
  branding: Branding | null;
  returnUrl: string | null;
  testMode: boolean;
  /** The sections that stand in it. */
  anchors?: readonly Anchor[];
  /** Whether the sections are still waiting for the session. */
  busy?: boolean;
  children: ReactNode;
}
