import type { CreatedPortalSession } from '@billfold/contract';
import type { PaymentFields } from '@billfold/react';
import { sandboxFields } from '@billfold/react/sandbox';
import { PORTAL_URL, tabPortal, type TabPortal } from './portal.js';
import type { Fault, PortalParameters } from './portalParameters.js';

/** What a story gives to `<BillfoldRoot>`. */
export interface Connection {
  baseUrl: string;
  fetch: typeof fetch;
  session: () => Promise<{ token: string; expiresAt: string }>;
  paymentFields: PaymentFields;
}

/** Connects a story to the tab's portal, as the customer of its scenario. */
export async function connect(wanted: PortalParameters): Promise<Connection> {
  const { scenario, fault, latency = 0, isOwn = false, nextCharge } = wanted;
  const tab = await tabPortal();
  const customer = await (isOwn ? tab.createCustomer(scenario) : tab.customerOf(scenario));
  if (nextCharge) await decideNextCharge(tab, customer.id, nextCharge);
  return {
    baseUrl: PORTAL_URL,
    fetch: (input, init) =>
      onItsWay(fault, latency, () => tab.portal.fetch(new Request(input, init)), init?.signal),
    session: () => openSession(tab, customer.id, wanted),
    paymentFields: sandboxFields,
  };
}

async function openSession(
  tab: TabPortal,
  customer: string,
  { fault, capabilities }: Pick<PortalParameters, 'fault' | 'capabilities'>,
): Promise<{ token: string; expiresAt: string }> {
  const { id, token, expiresAt } = await tab.call<CreatedPortalSession>('POST', '/v1/portal/sessions', {
    customer,
    mode: 'embedded',
    embedOrigin: location.origin,
    ttlSeconds: 86_400,
    // A colleague who may look at plans only.
    capabilities: fault === 'forbidden' ? ['plans:read'] : capabilities,
  });
  if (fault === 'expired') await tab.call('DELETE', `/v1/portal/sessions/${id}`);
  return { token: token!, expiresAt };
}

/** Turns a control of the sandbox, as the customer's own page can. */
async function decideNextCharge(
  tab: TabPortal,
  customer: string,
  nextCharge: NonNullable<PortalParameters['nextCharge']>,
): Promise<void> {
  const { token } = await openSession(tab, customer, {});
  const answer = await tab.portal.fetch(
    new Request(`${PORTAL_URL}/portal/v1/sandbox`, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      body: JSON.stringify({ nextCharge }),
    }),
  );
  if (!answer.ok) throw new Error(`The next charge was not decided: ${await answer.text()}`);
}

/** What the network does to a request. The portal's own refusals are not made here: it makes them itself. */
async function onItsWay(
  fault: Fault | undefined,
  latency: number,
  send: () => Promise<Response>,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  switch (fault) {
    case 'pending':
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    case 'offline':
      throw new TypeError('Failed to fetch');
    case 'error':
      return new Response('<h1>502 Bad Gateway</h1>', {
        status: 502,
        headers: { 'Content-Type': 'text/html' },
      });
    case 'unavailable':
      return Response.json(
        {
          error: {
            code: 'provider_unavailable',
            message: 'Billing is not available right now. Nothing was changed.',
            requestId: 'req_story',
            fields: null,
          },
        },
        { status: 503, headers: { 'Retry-After': '30' } },
      );
    case 'expired':
    case 'forbidden':
    case undefined:
      if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
      return send();
  }
}
