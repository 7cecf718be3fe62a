/** SQLSTATE classes and codes that say "not now": https://www.postgresql.org/docs/15/errcodes-appendix.html */
const STATES = [
  /^08/, // the connection broke
  /^53/, // out of connections, memory or disk
  /^57P/, // shutting down, crashed, starting
  /^57014$/, // a statement took longer than it may
  /^55P03$/, // a lock could not be had in time
  /^25P03$/, // a transaction idled longer than it may
  /^40001$/, // somebody else's transaction came between
  /^40P01$/, // two waited for one another, and this one was given up
];

/** What Node says of a socket that does not get through. */
const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;

/** What node-postgres says where it gives no code. */
const SENTENCE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after|Client was closed)/;

/**
 * Whether an error, or what caused it, says that the database can not be reached right now: the same request may
 * succeed later. Everything else is a fault of ours.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let it = error, depth = 0; it instanceof Error && depth < 10; it = it.cause, depth++) {
    const { code, syscall } = it as { code?: unknown; syscall?: unknown };
    if (typeof code === 'string' && STATES.some((state) => state.test(code))) return true;
    if (typeof code === 'string' && typeof syscall === 'string' && SOCKET.test(code)) return true;
    if (SENTENCE.test(it.message)) return true;
    if (it instanceof AggregateError && it.errors.some((inner) => isDatabaseUnavailable(inner))) return true;
  }
  return false;
}
