import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { webhooks, WebhookVerificationError } from './webhooks.js';

const secret = `whsec_${btoa('a secret of this test, 32 bytes.')}`;
const other = `whsec_${btoa('another secret of it, 32 bytes..')}`;
const payload = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', data: { object: { name: 'Žofie ☂' } } });

function headersOf(by: string, { at = new Date(), body = payload } = {}): Record<string, string> {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('evt_1', at, body),
  };
}

describe('a delivery', () => {
  test('[K63] that is signed is read, from text and bytes, and headers of any framework', () => {
    const headers = headersOf(secret);
    const shouted = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    const listed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const polyfilled = { entries: () => new Headers(headers).entries() } as Headers;
    for (const given of [headers, new Headers(headers), polyfilled, shouted, listed]) {
      expect(webhooks.verify(payload, given, secret)).toEqual(JSON.parse(payload));
    }
    expect(webhooks.verify(new TextEncoder().encode(payload), headers, secret).id).toBe('evt_1');
  });

  test('[K63] is taken by either secret while one is rotated', () => {
    expect(webhooks.verify(payload, headersOf(secret), [other, secret]).id).toBe('evt_1');
    const both = headersOf(secret);
    both['webhook-signature'] += ` ${headersOf(other)['webhook-signature']}`;
    for (const one of [secret, other]) expect(webhooks.verify(payload, both, one).id).toBe('evt_1');
  });

  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  test.each([
    ['signed by another secret', payload, headersOf(other)],
    ['changed on the way', `${payload} `, headersOf(secret)],
    ['signed six minutes ago', payload, headersOf(secret, { at: minutes(-6) })],
    ['signed six minutes ahead', payload, headersOf(secret, { at: minutes(6) })],
    ['without a signature', payload, { ...headersOf(secret), 'webhook-signature': '' }],
    ['without headers', payload, {}],
    ['of another id', payload, { ...headersOf(secret), 'webhook-id': 'evt_2' }],
  ])('[K64] %s is refused, with a sentence and no secret', (_, body, headers) => {
    const verify = () => webhooks.verify(body, headers, secret);
    expect(verify).toThrow(WebhookVerificationError);
    expect(verify).not.toThrow(secret.slice(6));
  });

  test('[K64] of which a header came twice is refused', () => {
    const headers = headersOf(secret);
    const twice = { ...headers, 'webhook-id': ['evt_1', 'evt_2'] };
    expect(() => webhooks.verify(payload, twice, secret)).toThrow(WebhookVerificationError);
  });
});

test.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'sk_test_hunter22', undefined as unknown as string])(
  '[K65] %j is no signing secret, and is not repeated',
  (wrong) => {
    const verify = () => webhooks.verify(payload, headersOf(secret), wrong);
    expect(verify).toThrow(TypeError);
    if (wrong) expect(verify).not.toThrow(wrong.slice(6) || 'whsec_c2');
  },
);
