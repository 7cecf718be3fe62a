import { getSession, type Session } from '@billfold/contract';
import type { Client } from '../client.js';

/** Asks the portal for the customer's session, for what runs outside of components. Nothing of it is kept. */
export const fetchSession = (client: Client, signal?: AbortSignal): Promise<Session> =>
  client.call(getSession, {}, { signal });
