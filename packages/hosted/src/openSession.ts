import { exchangeSession, getSession, type Session } from '@billfold/contract';
import { isBillfoldError, type Client } from '@billfold/hooks';

/**
 * Opens the session of this visit: with the link's code when the address had one, else with the cookie that an earlier
 * visit of this browser was given, so that a reload shows the same page again.
 *
 * @returns null when there is no living session to open.
 * @throws BillfoldError when the server could not be reached or could not answer. Asking again does no harm: a code
 * that was used up by a lost answer has left its cookie behind.
 */
export async function openSession(client: Client, code: string | null): Promise<Session | null> {
  try {
    return code === null ? await client.call(getSession, {}) : await client.call(exchangeSession, { code });
  } catch (error) {
    if (!isBillfoldError(error)) throw error;
    if (error.code === 'link_expired' && code !== null) return openSession(client, null);
    if (error.code === 'unauthorized') return null;
    throw error;
  }
}
