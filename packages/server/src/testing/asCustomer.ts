import type { ErrorBody, Invoice, Page, Quote, Subscription } from '@billfold/contract';
import type { TestPortal } from './createTestPortal.js';

/** An answer of the portal, read. */
export interface Answer<Body = never> {
  status: number;
  headers: Headers;
  /** What a test expects it to be: the output of the operation, or an error. */
  body: Body & Partial<ErrorBody>;
}

export interface SendOptions {
  /** For `If-Match`. */
  version?: number;
  /** @default a new one with every call */
  key?: string;
}

/** The portal as one customer's page uses it: with a token, versions and idempotency keys. */
export interface TestCustomer {
  id: string;
  token: string;
  get<Body>(path: string): Promise<Answer<Body>>;
  send<Body>(method: string, path: string, body?: object, options?: SendOptions): Promise<Answer<Body>>;
  subscription(): Promise<Subscription>;
  invoices(): Promise<Invoice[]>;
  preview(input: { price: string; quantity?: number; promotionCode?: string }): Promise<Answer<Quote>>;
}

let keys = 0;

/** Opens a session for a customer. `subscription()` is the first living one, which previews are about. */
export async function asCustomer(
  portal: Pick<TestPortal, 'fetch' | 'createToken'>,
  id: string,
  options: Parameters<TestPortal['createToken']>[1] = {},
): Promise<TestCustomer> {
  const { token } = await portal.createToken(id, options);

  async function send<Body>(
    method: string,
    path: string,
    body?: object,
    { version, key = `test-${(keys += 1)}` }: SendOptions = {},
  ): Promise<Answer<Body>> {
    const response = await portal.fetch(`/portal/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'idempotency-key': key }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : null) as never,
    };
  }

  const get = <Body>(path: string) => send<Body>('GET', path);
  const subscription = async () => (await get<{ data: Subscription[] }>('/subscriptions')).body.data[0]!;
  return {
    id,
    token,
    get,
    send,
    subscription,
    invoices: async () => (await get<Page<Invoice>>('/invoices?limit=100')).body.data,
    preview: async (input) => send('POST', `/subscriptions/${(await subscription()).id}/preview`, input),
  };
}
