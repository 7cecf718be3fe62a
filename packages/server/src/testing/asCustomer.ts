import type { ErrorBody, Invoice, Page, Quote, Subscription, SubscriptionResult } from '@billfold/contract';
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
  /** A preview that is answered with a quote, or the test fails. */
  quoted(price: string, quantity?: number): Promise<Quote>;
  /** Confirms a quote, of the version that it was given for unless another one is named. */
  change(
    quote: Pick<Quote, 'id' | 'subscriptionVersion'>,
    options?: SendOptions,
  ): Promise<Answer<SubscriptionResult>>;
  /** Turns the sandbox's controls. */
  control(controls: object): Promise<Answer>;
  /** Does something to a subscription as it was seen: `pause`, `cancel`; with `''` it is the subscription itself. */
  act<Body = Subscription>(
    method: string,
    subscription: Pick<Subscription, 'id' | 'version'>,
    act: string,
    body?: object,
  ): Promise<Answer<Body>>;
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
  const preview: TestCustomer['preview'] = async (input) =>
    send('POST', `/subscriptions/${(await subscription()).id}/preview`, input);
  return {
    id,
    token,
    get,
    send,
    subscription,
    invoices: async () => (await get<Page<Invoice>>('/invoices?limit=100')).body.data,
    preview,
    quoted: async (price, quantity) => {
      const { status, body } = await preview({ price, ...(quantity && { quantity }) });
      if (status !== 200) throw new Error(`The preview was answered with ${status} ${body.error?.code}.`);
      return body;
    },
    change: async ({ id: quote, subscriptionVersion }, sent) =>
      send(
        'POST',
        `/subscriptions/${(await subscription()).id}/change`,
        { quote },
        { version: subscriptionVersion, ...sent },
      ),
    control: (controls) => send('PATCH', '/sandbox', controls),
    act: (method, { id: target, version }, act, body = {}) =>
      send(method, `/subscriptions/${target}${act && `/${act}`}`, method === 'DELETE' ? undefined : body, {
        version,
      }),
  };
}
