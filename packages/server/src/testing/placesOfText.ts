import type { TestPortal } from './createTestPortal.js';

/** A request with a text in one place of it, by somebody who is known. */
export type RequestWith = (
  text: string,
) => [path: string, init: RequestInit & { headers: Record<string, string> }];

/** One for each place that a text can be in. Each would get past the door if the text were another one. */
export function placesOfText(portal: TestPortal, token: string): Record<string, RequestWith> {
  const headers = { authorization: `Bearer ${token}` };
  const json = (body: unknown) => ({
    method: 'POST',
    headers: {
      authorization: `Bearer ${portal.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const customer = (body: unknown, more: Record<string, string> = {}): ReturnType<RequestWith> => {
    const init = json(body);
    return ['/v1/customers', { ...init, headers: { ...init.headers, ...more } }];
  };
  const comment = (text: string): ReturnType<RequestWith> => {
    const init = json({ comment: `My card is ${text}.` });
    const path = '/portal/v1/subscriptions/sub_1/cancel';
    return [path, { ...init, headers: { ...init.headers, ...headers, 'if-match': '"1"' } }];
  };

  return {
    'a name': (text) => customer({ name: text }),
    'an address': (text) => customer({ address: { country: 'DE', line1: text } }),
    'a purchase order': (text) => customer({ purchaseOrder: `PO ${text}` }),
    'a tax id': (text) => customer({ taxIds: [{ type: 'eu_vat', value: text }] }),
    'a telephone number': (text) => customer({ phone: text }),
    'a comment': comment,
    'the query': (text) => [`/portal/v1/invoices?status=${encodeURIComponent(text)}`, { headers }],
    'a name in the query': (text) => [`/portal/v1/invoices?${encodeURIComponent(text)}=1`, { headers }],
    'the path': (text) => [`/portal/v1/invoices/${encodeURIComponent(text)}`, { headers }],
    'a header': (text) => ['/portal/v1/invoices', { headers: { ...headers, 'x-note': inHeader(text) } }],
    'an Idempotency-Key': (text) => customer({ name: 'Example' }, { 'idempotency-key': inHeader(text) }),
    'something nested': (text) => customer({ name: 'Example', metadata: { a: { b: { c: text } } } }),
    'a list': (text) => customer({ name: 'Example', invoiceEmails: ['someone@example.com', text] }),
    'the name of a field': (text) => customer({ [text]: 'x' }),
    'a name that is there twice': (text) => customer(`{"name":${JSON.stringify(text)},"name":"x"}`),
    'characters as JSON escapes them': (text) => customer(`{"name":"${escaped(text)}"}`),
    'JSON that is none': (text) => customer(`{"name":"${text}`),
    'a form': (text) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      return customer(new URLSearchParams({ name: text }).toString(), form);
    },
    'a body where none belongs': (text) => ['/portal/v1/session', { method: 'DELETE', body: text, headers }],
  };
}

const escaped = (text: string) =>
  text.replace(/./gsu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What a header can hold. */
const inHeader = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text));
