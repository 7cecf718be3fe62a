'use client';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { misuse } from './BillfoldError.js';
import type { Client } from './client.js';
import type { Authenticate } from './payments/Authenticate.js';

/** What {@link BillfoldRoot} gives to everything below it. */
export interface Billfold {
  client: Client;
  /** The cache in use: pass it on to `useQuery(invoicesQuery(client), queryClient)`. */
  queryClient: QueryClient;
  /** Lets the customer confirm a payment with their bank; null where the root was given nothing for it. */
  authenticate: Authenticate | null;
  /** BCP 47, for words, amounts and dates. */
  locale: string;
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string;
  /** This machine's time. What billing goes by is `session.now`, which a sandbox can move. */
  now: () => Date;
}

export const BillfoldContext = createContext<Billfold | null>(null);

/**
 * The nearest root's client, cache, locale, time zone and clock.
 * @throws outside of a `BillfoldRoot`.
 */
export function useBillfold(): Billfold {
  const billfold = useContext(BillfoldContext);
  if (!billfold) {
    throw misuse(
      'there is no <BillfoldRoot> above this component, so nobody says whose billing it shows. Put one around it.',
    );
  }
  return billfold;
}
