/** What the address of a visit says, read once. */
export interface Arrival {
  /** The session the page is for, from its path; null when the path names none. */
  session: string | null;
  /** The link's single-use code. It lives in this variable and nowhere else. */
  code: string | null;
  /**
   * `auto` when the server saw that a person's click led here. Otherwise `button`: link scanners run scripts too,
   * and one that looks at the page must not use up the link.
   */
  redeem: 'auto' | 'button';
}

/**
 * Reads the visit's address and takes the code out of it, so that neither the address bar, the history nor any script
 * that runs later can tell it. This file imports nothing, because imports would run first.
 */
export function takeArrival(window: Pick<Window, 'location' | 'history' | 'document'>): Arrival {
  const { hash, pathname, search } = window.location;
  if (hash !== '') window.history.replaceState(null, '', pathname + search);

  const session = /^\/session\/(bps_[0-9A-Za-z]{1,64})$/.exec(pathname)?.[1] ?? null;
  const code = /^#(lc_[0-9A-Za-z_-]{1,125})$/.exec(hash)?.[1] ?? null;
  const redeem = window.document.documentElement.dataset['redeem'] === 'auto' ? 'auto' : 'button';
  return { session, code, redeem };
}
