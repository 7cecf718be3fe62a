import { useCallback, useEffect, useState } from 'react';
import { getMe, type Me } from './backEnd.js';
import { SettingsPage } from './SettingsPage.js';
import { SignInPage } from './SignInPage.js';

export function App() {
  const [me, setMe] = useState<Me | null>(null);
  const [failed, setFailed] = useState(false);

  const reload = useCallback(
    () =>
      getMe().then(
        (now) => {
          setMe(now);
          setFailed(false);
        },
        () => setFailed(true),
      ),
    [],
  );
  useEffect(() => {
    void reload();
  }, [reload]);

  if (failed) {
    return (
      <main className="sign-in">
        <p role="alert">Example Notes does not answer. Is it still running?</p>
        <button type="button" onClick={() => void reload()}>
          Try again
        </button>
      </main>
    );
  }
  if (!me) return null;
  if (!me.user) return <SignInPage users={me.demoUsers} onSignedIn={reload} />;
  // Another user is another page: nothing of the one before may stay in any state.
  return <SettingsPage key={me.user.id} user={me.user} portalUrl={me.portalUrl} onSignedOut={reload} />;
}
