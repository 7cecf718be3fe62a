/**
 * The cookie of a hosted session. One per session id, so that two tabs with two customers never mix. The
 * `__Host-` prefix makes the browser enforce Secure, our host only and Path=/; a portal on plain http (which is
 * this machine, never production) goes without, because some browsers drop Secure cookies there.
 */
function cookieName(session: string, publicUrl: string): string {
  return `${isSecure(publicUrl) ? '__Host-' : ''}billfold_${session}`;
}

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');

/**
 * The `Set-Cookie` that starts a hosted session: not readable by scripts, gone with the session.
 *
 * @param seconds how long from now; counted by the browser, so that its clock may be wrong.
 */
export function startSessionCookie(
  session: string,
  credential: string,
  seconds: number,
  publicUrl: string,
): string {
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${Math.max(0, Math.floor(seconds))}`;
  return `${cookieName(session, publicUrl)}=${credential}; ${attributes}${isSecure(publicUrl) ? '; Secure' : ''}`;
}

/** The `Set-Cookie` that removes it. */
export function endSessionCookie(session: string, publicUrl: string): string {
  return startSessionCookie(session, '', 0, publicUrl);
}

/**
 * The credential of a session in the request's cookies, or null. Only under the very name that this portal sets:
 * a page on a neighbouring host can plant a cookie without the prefix, and one with it not.
 */
export function sessionCookie(request: Request, session: string, publicUrl: string): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName(session, publicUrl) && value) return value;
  }
  return null;
}
