import type { Scenario } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { configure } from '@testing-library/react';
import type { ReactNode } from 'react';
import { BillfoldRoot, type BillfoldRootProps, type SessionToken } from '../src/index.js';

// The real portal answers these tests, on a machine that may be busy: a second is soon over.
configure({ asyncUtilTimeout: 10_000 });

/** Time enough to open a portal with its database on a busy machine, in milliseconds. */
export const SLOW = 60_000;

/** The real portal, with one customer and all requests that reached it. */
export async function openPortal(scenario: Scenario = 'active') {
  const portal = await createTestPortal();
  const customer = await portal.createScenario(scenario);
  return portalFor(portal, customer.id);
}

/** How one customer's page reaches the portal: a session source that makes real tokens, and a `fetch` that counts. */
export function portalFor(portal: TestPortal, customer: string) {
  const page = {
    portal,
    customer,
    /** Method and path of every request, in order. */
    requests: [] as string[],
    tokensMade: 0,
    session: async (): Promise<SessionToken> => {
      page.tokensMade += 1;
      const { token, expiresAt } = await portal.createToken(page.customer);
      return { token, expiresAt };
    },
    fetch: (async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      page.requests.push(`${init?.method ?? 'GET'} ${url.pathname}${url.search}`);
      return portal.fetch(url, browserInit(init));
    }) as typeof fetch,
  };
  return page;
}

export type Page = ReturnType<typeof portalFor>;

/** A root for the page's customer over the real portal. */
export function Root({
  page,
  children,
  ...props
}: { page: Page; children: ReactNode } & Partial<BillfoldRootProps>) {
  return (
    <BillfoldRoot
      baseUrl={page.portal.url}
      session={page.session}
      fetch={(...request) => page.fetch(...request)}
      {...props}
    >
      {children}
    </BillfoldRoot>
  );
}

/** What a browser adds to a request of a page at `https://app.test`. */
function browserInit(init: RequestInit | undefined): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set('Origin', 'https://app.test');
  headers.set('Sec-Fetch-Site', 'cross-site');
  return { ...init, headers };
}
