import type { Branding } from '@billfold/contract';
import type { ReactNode } from 'react';
import { imageAt, linkTo, themeOf } from './branding.js';
import { words } from './words.js';

/**
 * What is the same on every page and screen, in the look of the project: who sends the bill at the top, whom to ask at the
 * bottom. With nothing known it is the same with nothing in it, so that what is shown first does not move.
 */
export function PageShell({ branding, testMode = false, waysOut, children }: PageShellProps) {
  const logo = imageAt(branding?.logoUrl ?? null);
  const theme = branding && themeOf(branding);
  return (
    <div className="bf-root hosted-page" style={theme && Object.keys(theme).length > 0 ? theme : undefined}>
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
        {waysOut}
      </header>
      {children}
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

interface PageShellProps {
  /** How the project looks; null while it is not known. */
  branding: Branding | null;
  testMode?: boolean;
  /** What stands at the end of the first line. */
  waysOut?: ReactNode;
  children: ReactNode;
}
