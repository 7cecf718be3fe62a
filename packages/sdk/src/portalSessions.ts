import {
  createPortalSession,
  revokePortalSession,
  type CreatedPortalSession,
  type InputOf,
  type PortalSession,
} from '@billfold/contract';
import type { Call, CallOptions } from './transport.js';

/**
 * Whose billing it is, where it is shown, and what may be done there. Exactly one of `customer`,
 * `customerReference` and `email` is given; `returnUrl` for a hosted session, `embedOrigin` for an embedded one.
 */
export type PortalSessionInput = InputOf<typeof createPortalSession>;

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
  /** Ends a session at once, redeemed or not. Doing it twice is the same as once. */
  revoke(session: string, options?: CallOptions): Promise<PortalSession>;
}

export function portalSessions(call: Call): PortalSessions {
  return {
    create: async (input, options) => hideWhenPrinted(await call(createPortalSession, input, options)),
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
