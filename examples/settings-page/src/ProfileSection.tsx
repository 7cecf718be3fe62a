import type { User } from './backEnd.js';

export function ProfileSection({ user }: { user: User }) {
  return (
    <dl className="facts">
      <dt>Name</dt>
      <dd>{user.name}</dd>
      <dt>E-mail</dt>
      <dd>{user.email}</dd>
      <dt>Account</dt>
      <dd>{user.accountName}</dd>
    </dl>
  );
}
