import type { ReactNode } from 'react';
import { AppearanceSection } from './AppearanceSection.js';
import { signOut, type User } from './backEnd.js';
import { BillingSection } from './BillingSection.js';
import { Link, navigate, usePath } from './navigation.js';
import { ProfileSection } from './ProfileSection.js';
import { Brand } from './SignInPage.js';

interface SettingsPageProps {
  user: User;
  portalUrl: string;
  onSignedOut: () => Promise<void>;
}

/** An ordinary settings page. All of Billfold is in `BillingSection`. */
export function SettingsPage({ user, portalUrl, onSignedOut }: SettingsPageProps) {
  const sections: Record<string, { title: string; content: ReactNode }> = {
    '/settings/profile': { title: 'Profile', content: <ProfileSection user={user} /> },
    '/settings/appearance': { title: 'Appearance', content: <AppearanceSection /> },
    '/settings/billing': {
      title: 'Billing',
      content: <BillingSection user={user} portalUrl={portalUrl} onSessionExpired={onSignedOut} />,
    },
  };
  const path = usePath();
  const shown = path in sections ? path : '/settings/billing';
  const { title, content } = sections[shown]!;

  async function leave() {
    await signOut();
    await onSignedOut();
    navigate('/');
  }

  return (
    <>
      <title>{`${title} · Example Notes`}</title>
      <header className="top">
        <Brand />
        <p className="who">
          {user.name} <span>· {user.accountName}</span>
        </p>
        <button type="button" onClick={() => void leave()}>
          Sign out
        </button>
      </header>
      <div className="settings">
        <nav aria-label="Settings">
          <ul>
            {Object.entries(sections).map(([to, section]) => (
              <li key={to}>
                <Link to={to} current={to === shown}>
                  {section.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          <h1>{title}</h1>
          {content}
        </main>
      </div>
    </>
  );
}
