import type { Page } from '@billfold/contract';
import { FEATURES, type FuzzTest } from './openFuzzTest.js';

/** After something was done: puts right what later requests could not be right without. */
export async function renewAfter(
  fuzz: FuzzTest,
  {
    done,
    method,
    path,
    response,
  }: { done: string | undefined; method: string; path: string; response: Response },
): Promise<void> {
  const { portal } = fuzz;
  if (done === 'endSession') await fuzz.renewSession();
  if (done === 'exchangeSession' || done?.startsWith('revokePortalSession')) await fuzz.renewLink();
  if (done === 'revokePortalSessions') await fuzz.renewSession();
  if (done === 'updatePortalConfiguration')
    await portal.merchant('PUT', path.replace(/\{.*/, 'default'), { features: FEATURES });
  // Each endpoint is sent a copy of every event from then on.
  if (done === 'createWebhookEndpoint') await forgetEndpoints(fuzz);
  if (done === 'updateSandboxCatalog') await portal.merchant('PUT', path, fuzz.right[done]);
  if (method !== 'GET') await fuzz.nameAnew();
  if (done === 'payInvoice' || done === 'changeSubscription' || done === 'createSetupIntentOfCustomer') {
    const { clientSecret } = (await response.json()) as { clientSecret?: string };
    if (clientSecret) fuzz.name({ clientSecret });
  }
}

async function forgetEndpoints({ portal }: FuzzTest): Promise<void> {
  const { data } = await portal.merchant<Page<{ id: string }>>('GET', '/v1/webhook-endpoints');
  for (const { id } of data) {
    const headers = { authorization: `Bearer ${portal.secretKey}` };
    await portal.fetch(`/v1/webhook-endpoints/${id}`, { method: 'DELETE', headers });
  }
}
