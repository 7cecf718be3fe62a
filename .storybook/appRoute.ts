import type { CreatedPortalSession } from '@billfold/contract';
import { PORTAL_URL, tabPortal } from './portal.js';
import type { AppRoute, PortalParameters } from './portalParameters.js';

const refusals = {
  unauthorized: [401, 'UNAUTHORIZED', 'Authentication required'],
  not_found: [404, 'NOT_FOUND', 'No billing customer record found'],
  unavailable: [503, 'UNAVAILABLE', 'Billing is not available right now'],
} as const;

/**
 * Stands in for the app's back end, which a story does not have: answers `POST /api/billing/portal` with the envelope
 * of the SDK's route, and with a true link of the tab's portal. (The SDK itself refuses to start in a browser.)
 *
 * @returns what puts the browser's own fetch back
 */
export function answerAppRoute({ scenario, appRoute = 'ok', latency = 0 }: PortalParameters): () => void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.href);
    if (pathname !== '/api/billing/portal') return original(input, init);
    await new Promise((resolve) => setTimeout(resolve, latency));
    return answer(appRoute, scenario);
  };
  return () => {
    globalThis.fetch = original;
  };
}

async function answer(appRoute: AppRoute, scenario: PortalParameters['scenario']): Promise<Response> {
  if (appRoute === 'pending') return new Promise(() => {});
  if (appRoute === 'offline') throw new TypeError('Failed to fetch');
  if (appRoute !== 'ok') {
    const [status, code, message] = refusals[appRoute];
    return Response.json({ success: false, error: { code, message } }, { status });
  }
  const tab = await tabPortal();
  const customer = await tab.customerOf(scenario);
  const { url } = await tab.call<CreatedPortalSession>('POST', '/v1/portal/sessions', {
    customer: customer.id,
    returnUrl: location.href,
  });
  return Response.json({ success: true, data: { url: url ?? PORTAL_URL } });
}
