import { errorTable, type ErrorCode, type PortalFeaturesInput, type Scenario } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { configure, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { onTestFinished } from 'vitest';
import { BillfoldRoot, type BillfoldRootProps } from '../src/BillfoldRoot.js';

// The real portal answers these tests, on a machine that may be busy: a second is soon over.
configure({ asyncUtilTimeout: 10_000 });

/** Time enough to open a portal with its database on a busy machine, in milliseconds. */
export const SLOW = 60_000;

/** One customer's page over the real portal, and what may go wrong on the way there. */
export interface PortalPage {
  portal: TestPortal;
  customer: string;
  /** Method and path of every request to the portal, in order. */
  requests: string[];
  /** Answers that come instead of the portal's, asked before every request. `null`: the portal answers. */
  fault: (path: string, method: string) => Response | Promise<Response> | null;
  /** Options of the next token; `null` once nobody is signed in any more. */
  token: NonNullable<Parameters<TestPortal['createToken']>[1]> | null;
}

/** The real portal with one customer in a named state, and with what it offers. It is closed after the test. */
export async function openPortal(
  scenario: Scenario,
  features: PortalFeaturesInput = {},
): Promise<PortalPage> {
  const page = await openLastingPortal(scenario, features);
  onTestFinished(() => page.portal.close());
  return page;
}

/** The same for all tests of a file, which has to close its `portal`. */
export async function openLastingPortal(
  scenario: Scenario,
  features: PortalFeaturesInput = {},
): Promise<PortalPage> {
  const portal = await createTestPortal({
    renderDocument: async () => new TextEncoder().encode('%PDF-1.7'),
    // Nothing listens there; a page without `paymentFields` does not ask.
    fieldsUrl: 'https://fields.test',
    // The way out that a portal without cancelling must have.
    project: { features, branding: { supportUrl: 'https://app.test/support' } },
  });
  const { id: customer } = await portal.createScenario(scenario);
  return { portal, customer, requests: [], fault: () => null, token: {} };
}

/** Renders below a root whose `fetch` is the portal. */
export function renderWithPortal(
  page: PortalPage,
  element: ReactElement,
  props: Partial<BillfoldRootProps> = {},
) {
  const session = async () => page.token && page.portal.createToken(page.customer, page.token);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input));
    const method = init?.method ?? 'GET';
    page.requests.push(`${method} ${pathname}${search}`);
    const headers = new Headers(init?.headers);
    // What a browser adds to a request of the page at https://app.test.
    headers.set('Origin', 'https://app.test');
    headers.set('Sec-Fetch-Site', 'cross-site');
    return (await page.fault(pathname, method)) ?? page.portal.fetch(String(input), { ...init, headers });
  };
  return render(
    <BillfoldRoot baseUrl={page.portal.url} session={session} fetch={fetch} {...props}>
      {element}
    </BillfoldRoot>,
  );
}

/** An answer of the portal that says what went wrong. */
export function errorAnswer(code: ErrorCode): Response {
  const { status, message } = errorTable[code];
  return Response.json(
    { error: { code, message, requestId: 'req_1', fields: null, payment: null, quote: null } },
    { status },
  );
}
