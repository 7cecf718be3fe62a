/**
 * The cookie of a hosted session. One per session id, so that two tabs with two customers never mix. The
 * `__Host-` prefix makes the browser enforce Secure, our host only and Path=/; a portal on plain http (which is
 * this machine, never production) goes without, because some browsers drop Secure cookies there.
 */
function cookieName(session: string, secure: boolean): string {
  return `${secure ? '__Host-' : ''}billfold_${session}`;
}

/** The `Set-Cookie` that starts a hosted session: not readable by scripts, gone with the session. */
export function startSessionCookie(
  session: string,
  credential: string,
  expiresAt: Date,
  publicUrl: string,
): string {
  const secure = publicUrl.startsWith('https:');
  return `${cookieName(session, secure)}=${credential}; Path=/; HttpOnly; SameSite=Strict; Expires=${expiresAt.toUTCString()}${secure ? '; Secure' : ''}`;
}

/** The `Set-Cookie` that removes it. */
export function endSessionCookie(session: string, publicUrl: string): string {
  return startSessionCookie(session, '', new Date(0), publicUrl);
}

/** The credential of a session in the request's cookies, or null. */
export function sessionCookie(request: Request, session: string): string | null {
  if (!/^bps_[0-9A-Za-z]{1,64}$/.test(session)) return null;
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if ((name === cookieName(session, true) || name === cookieName(session, false)) && value) return value;
  }
  return null;
}
