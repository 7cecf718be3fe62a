import type { Branding, Session } from '@billfold/contract';
import { linkTo } from './branding.js';
import { Screen } from './Screen.js';
import { words } from './words.js';

/**
 * The end of a session, or of a link that was used before. It knows nothing of the customer. The way back is known
 * only when this very page had the session open; a stranger's used link tells not even that.
 */
export function SessionEnded({ session, branding = null, isSignedOut = false }: SessionEndedProps) {
  const returnUrl = linkTo(session?.returnUrl ?? null);
  const { title, text } = isSignedOut ? words.signedOut : words.ended;
  return (
    <Screen title={title} branding={session?.branding ?? branding}>
      <p>{text}</p>
      {session && returnUrl ? (
        <a className="hosted-button" data-variant="primary" href={returnUrl}>
          {words.returnTo(session.branding.displayName)}
        </a>
      ) : (
        <p>{words.ended.wayBack}</p>
      )}
    </Screen>
  );
}

interface SessionEndedProps {
  session: Pick<Session, 'returnUrl' | 'branding'> | null;
  /** How the project looks, where there was no session to say it. */
  branding?: Branding | null;
  /** Whether the customer has ended it. */
  isSignedOut?: boolean;
}
