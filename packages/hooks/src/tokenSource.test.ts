import { listInvoices } from '@billfold/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, html, json, recordingFetch, rejection, tokens } from '../test/answers.js';
import { BillfoldError } from './BillfoldError.js';
import { createClient, type ClientOptions } from './client.js';

const page = { data: [], nextCursor: null };
const token = { token: 'pt_1', expiresAt: '2030-01-01T00:00:00.000Z' };

function clientOf(options: Partial<ClientOptions>) {
  return createClient({ baseUrl: 'https://billing.test', session: '/api/billing/session', ...options });
}

describe('the session route of the app', () => {
  /** A page whose app answers for the session route, and the portal for the rest. */
  const over = (route: () => Response | Promise<Response>) => {
    const { fetch, sent } = recordingFetch(({ url }) => (url.startsWith('/') ? route() : json(page)));
    return { client: clientOf({ fetch }), sent };
  };

  test('[H13] is asked by POST, with the cookies of the app and nothing of ours', async () => {
    const { client, sent } = over(() => json(token));
    await client.call(listInvoices, {});
    expect(sent[0]).toMatchObject({
      url: '/api/billing/session',
      init: { method: 'POST', credentials: 'same-origin', body: '{}' },
    });
    expect(sent[0]!.headers.has('Authorization')).toBe(false);
    expect(sent[1]!.headers.get('Authorization')).toBe('Bearer pt_1');
  });

  test('[H13] may answer in the envelope of its twin', async () => {
    const { client, sent } = over(() => json({ success: true, data: token }));
    await client.call(listInvoices, {});
    expect(sent[1]!.headers.get('Authorization')).toBe('Bearer pt_1');
  });

  const refusal = (status: number, code: string) =>
    json({ success: false, error: { code, message: 'No.' } }, { status });
  const redirected = () => Object.defineProperty(html(200), 'redirected', { value: true });

  test.each([
    ['nobody is signed in', () => refusal(401, 'UNAUTHORIZED'), 'unauthorized'],
    ['it sends to a sign-in page', redirected, 'unauthorized'],
    ['the user has no billing', () => refusal(404, 'NOT_FOUND'), 'customer_not_found'],
    ['the route does not exist', () => html(404), 'network'],
    [
      'the app knows no such route',
      () => json({ error: 'There is nothing here.' }, { status: 404 }),
      'network',
    ],
    ['our handler has no such route', () => refusal(404, 'ROUTE_NOT_FOUND'), 'network'],
    ['the app answers any path with its page', () => html(200), 'network'],
    ['it can’t reach the portal', () => refusal(503, 'UNAVAILABLE'), 'network'],
    ['the app is away', () => Promise.reject(new TypeError('Failed to fetch')), 'network'],
  ])('[H13] when %s', async (_, route, code) => {
    const { client, sent } = over(route);
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ name: 'BillfoldError', code });
    expect(sent).toHaveLength(1);
  });

  test('[H10] that answers without a token is the developer’s to mend', async () => {
    const { client } = over(() => json({ session: 'bps_1' }));
    await expect(client.call(listInvoices, {})).rejects.toThrow(/gave no token/);
  });
});

describe('a function as the source', () => {
  const over = (session: ClientOptions['session'], options: Partial<ClientOptions> = {}) =>
    clientOf({ session, fetch: recordingFetch(() => json(page)).fetch, ...options });

  test('[H13] says by null that nobody is signed in, and the session has ended', async () => {
    const onSessionExpired = vi.fn();
    const client = over(async () => null, { onSessionExpired });
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'unauthorized' });
    expect(onSessionExpired).toHaveBeenCalledOnce();
  });

  test('[H13] that throws is `network`, also when it throws at once, and never an expired session', async () => {
    const onSessionExpired = vi.fn();
    const cause = new Error('no connection');
    const throwing = over(
      () => {
        throw cause;
      },
      { onSessionExpired },
    );
    expect(await rejection(throwing.call(listInvoices, {}))).toMatchObject({ code: 'network', cause });
    expect(onSessionExpired).not.toHaveBeenCalled();
  });

  test('[H13] may throw an error of ours to say more', async () => {
    const client = over(async () => {
      throw new BillfoldError('customer_not_found', 'Not yet.');
    });
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'customer_not_found' });
  });

  test('[H16] that never answers is `timeout`, and is asked anew by the next call', async () => {
    let asked = 0;
    const client = over(
      () => {
        asked += 1;
        return asked === 1 ? new Promise(() => {}) : Promise.resolve(token);
      },
      { timeoutMs: 20 },
    );
    expect(await rejection(client.call(listInvoices, {}))).toMatchObject({ code: 'timeout' });
    expect(await client.call(listInvoices, {})).toEqual(page);
  });

  test('[H4] is asked once by calls that start together', async () => {
    const source = tokens();
    const client = over(source.ask);
    await Promise.all([1, 2, 3, 4].map(() => client.call(listInvoices, {})));
    expect(source.asked).toBe(1);
  });
});

describe('the life of a token', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T09:00:00.000Z') }));
  afterEach(() => vi.useRealTimers());

  /** How often the source was asked when calls come at these seconds. */
  async function askedAt(seconds: number[], source: ReturnType<typeof tokens>) {
    const client = clientOf({ session: source.ask, fetch: recordingFetch(() => json(page)).fetch });
    const start = Date.now();
    const asked: number[] = [];
    for (const second of seconds) {
      vi.setSystemTime(start + second * 1000);
      await client.call(listInvoices, {});
      asked.push(source.asked);
    }
    return asked;
  }

  test('[H14] ends for us half a minute early, so that no call is refused', async () => {
    expect(await askedAt([0, 1769, 1770, 1771], tokens({ ttl: 1_800_000 }))).toEqual([1, 1, 2, 2]);
  });

  test('[H14] keeps three quarters where it is short', async () => {
    expect(await askedAt([0, 44, 45], tokens({ ttl: 60_000 }))).toEqual([1, 1, 2]);
  });

  test('[H14] is the server’s to judge when it seems over on arrival, because then our clock is wrong', async () => {
    expect(await askedAt([0, 1, 2], tokens({ ttl: -86_400_000 }))).toEqual([1, 1, 1]);
  });
});

test('[H15] the credential is in memory only', async () => {
  const write = vi.spyOn(Storage.prototype, 'setItem');
  const client = clientOf({ session: tokens().ask, fetch: recordingFetch(() => json(page)).fetch });
  await client.call(listInvoices, {});
  await rejection(clientOf({ fetch: async () => failure(401, 'unauthorized') }).call(listInvoices, {}));
  expect(write).not.toHaveBeenCalled();
  expect(document.cookie).toBe('');
  expect(JSON.stringify(client)).not.toContain('pt_1');
});
