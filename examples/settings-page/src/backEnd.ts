import type { User } from '../server/users.js';

export type { User };

/** What this app's back end says of the browser's session. */
export interface Me {
  user: User | null;
  /** Where the portal is, for Billfold's components. */
  portalUrl: string;
  /** Whom the sign-in page offers. */
  demoUsers: User[];
}

export async function getMe(): Promise<Me> {
  const response = await fetch('/api/me');
  if (!response.ok) throw new Error(`The back end answered ${response.status}.`);
  return (await response.json()) as Me;
}

export async function signIn(user: User): Promise<void> {
  const response = await fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: user.id }),
  });
  if (!response.ok) throw new Error(`The back end answered ${response.status}.`);
}

export async function signOut(): Promise<void> {
  await fetch('/api/sign-out', { method: 'POST' });
}
