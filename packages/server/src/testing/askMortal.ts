import type { CreatedPortalSession } from '@billfold/contract';
import type { Portal } from '../createPortal.js';
import { checkResponse } from './checkResponse.js';
import type { Life } from './mortal.js';

/**
 * Asks the portal of a server that can die, as over a connection that breaks with it. Every answer is held against the contract.
 *
 * @param server the one that answers now.
 */
export function askMortal(server: () => { life: Life; portal: Portal }, secretKey: string) {
  const fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const { life, portal } = server();
    const asked = input instanceof Request ? input : new URL(input, 'https://billing.test');
    const request = new Request(asked, init);
    const { method, url } = request;
    const response = await portal.fetch(request);
    if (life.isDead) throw new TypeError('The connection was reset.');
    await checkResponse(method, url, response);
    return response;
  };
  const asMerchant = (method: string, path: string, body?: object, key?: string): Promise<Response> =>
    fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/json',
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const merchant = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const response = await asMerchant(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Result;
  };
  const createToken = async (customer: string) => {
    const body = { customer, mode: 'embedded', embedOrigin: 'https://app.test', ttlSeconds: 86_400 };
    const session = await merchant<CreatedPortalSession>('POST', '/v1/portal/sessions', body);
    return { token: session.token!, session: session.id, expiresAt: session.expiresAt };
  };
  return { fetch, asMerchant, merchant, createToken };
}
