import { useState } from 'react';
import { signIn, type User } from './backEnd.js';

export function SignInPage({ users, onSignedIn }: { users: User[]; onSignedIn: () => Promise<void> }) {
  const [failed, setFailed] = useState(false);
  const signInAs = (user: User) =>
    signIn(user)
      .then(onSignedIn)
      .catch(() => setFailed(true));

  return (
    <main className="sign-in">
      <Brand />
      <h1>Sign in</h1>
      <p>This is a demo. Choose who you want to be; there are no passwords, and no real money moves.</p>
      {failed && <p role="alert">That did not work. Please try again.</p>}
      <ul className="people">
        {users.map((user) => (
          <li key={user.id}>
            <button type="button" onClick={() => void signInAs(user)}>
              <strong>Sign in as {user.name}</strong>
              <span>{user.accountName}</span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}

export function Brand() {
  return (
    <p className="brand">
      <img src="/icon.svg" alt="" width={24} height={24} />
      Example Notes
    </p>
  );
}
