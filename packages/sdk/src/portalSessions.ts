import {
  confirmStepUp,
  createPortalSession,
  getPortalSession,
  listPortalSessions,
  revokePortalSession,
  revokePortalSessions,
  type CreatedPortalSession,
  type InputOf,
  type OutputOf,
  type Page,
  type PortalSession,
} from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/**
 * Whose billing it is, where it is shown, and what may be done there. Exactly one of `customer`,
 * `customerReference` and `email` is given; `returnUrl` for a hosted session, `embedOrigin` for an embedded one.
 */
export type PortalSessionInput = InputOf<typeof createPortalSession>;

/** Which sessions: all, or those of one customer, or in one state. */
export type PortalSessionQuery = InputOf<typeof listPortalSessions>;

/** `billfold.portalSessions` */
export interface PortalSessions {
  /**
   * Makes a session for one customer. A hosted session carries `url`, an embedded one `token`: each is a
   * credential, told once, to be sent to that customer's browser and nowhere else.
   *
   * Printing the session (`console.log`, `util.inspect`) hides both; `JSON.stringify` does not, because
   * answering a browser with them is what they are for.
   *
   * @throws BillfoldError `customer_not_found`, `customer_ambiguous`, `configuration_not_found`,
   * `return_url_not_allowed`, `embed_origin_not_allowed`
   */
  create(input: PortalSessionInput, options?: CallOptions): Promise<CreatedPortalSession>;
  /** @throws BillfoldError `not_found` */
  get(session: string, options?: CallOptions): Promise<PortalSession>;
  /** One page, newest first. */
  list(query?: PortalSessionQuery, options?: CallOptions): Promise<Page<PortalSession>>;
  listAll(
    query?: Omit<PortalSessionQuery, 'cursor'>,
    options?: AllOptions,
  ): AsyncGenerator<PortalSession, void>;
  /**
   * Ends all sessions of one customer, of one secret key, or of everybody, at once. Doing it twice is the same as once.
   *
   * @throws BillfoldError `not_found` when there is no such customer or key
   */
  revokeAll(
    whose: InputOf<typeof revokePortalSessions>,
    options?: CallOptions,
  ): Promise<OutputOf<typeof revokePortalSessions>>;
  /**
   * Says that you have just made sure who sits at the keyboard of a session. Do it only after a fresh sign-in, and only for a
   * session of the customer that this person may act for: `get` says whose it is.
   *
   * @throws BillfoldError `not_found` when the session is over
   */
  confirmStepUp(
    session: string,
    input?: { validSeconds?: number },
    options?: CallOptions,
  ): Promise<OutputOf<typeof confirmStepUp>>;
  /** Ends a session at once, redeemed or not. Doing it twice is the same as once. */
  revoke(session: string, options?: CallOptions): Promise<PortalSession>;
}

export function portalSessions(call: Call): PortalSessions {
  return {
    create: async (input, options) => hideWhenPrinted(await call(createPortalSession, input, options)),
    get: (session, options) => call(getPortalSession, { session }, options),
    list: (query = {}, options) => call(listPortalSessions, query, options),
    listAll: (query = {}, options) => allPages(call, listPortalSessions, query, options),
    revokeAll: (whose, options) => call(revokePortalSessions, whose, options),
    confirmStepUp: (session, input = {}, options) => call(confirmStepUp, { ...input, session }, options),
    revoke: (session, options) => call(revokePortalSession, { session }, options),
  };
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** A portal link is as good as a password for half an hour, and most that leak do so through a debug log. */
function hideWhenPrinted(session: CreatedPortalSession): CreatedPortalSession {
  const print = () => ({
    ...session,
    url: session.url && session.url.replace(/#.*$/, '#[hidden]'),
    token: session.token && 'pt_[hidden]',
  });
  return Object.defineProperty(session, INSPECT, { value: print });
}
