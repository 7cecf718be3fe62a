import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { Billfold } from './Billfold.js';

const secretKey = 'sk_test_4dkVq8Zx';
const baseUrl = 'https://billing.example.com';

/** The sentence that a developer reads. */
function refusal(options: unknown): string {
  try {
    new Billfold(options as never);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  throw new Error('These settings were accepted.');
}

describe('[K1] settings that can not work are refused', () => {
  test.each([
    ['no options', undefined, /needs a secretKey.*environment variable.*sk_test_/],
    ['no key', { baseUrl }, /needs a secretKey.*environment variable.*sk_test_/],
    ['an empty key', { baseUrl, secretKey: '' }, /needs a secretKey/],
    ["a customer's token", { baseUrl, secretKey: 'pt_8sKq' }, /belongs to one customer.*sk_test_/],
    ['something else', { baseUrl, secretKey: 'hunter2' }, /not a secret key.*sk_test_/],
    ['a line break', { baseUrl, secretKey: `${secretKey}\n` }, /spaces or a line break/],
    ['a header in the key', { baseUrl, secretKey: `${secretKey}\r\nX-A: b` }, /spaces or a line break/],
    ['no address', { secretKey }, /needs a baseUrl.*http:\/\/localhost:8787/],
    ['a relative address', { secretKey, baseUrl: '/billing' }, /not an http or https address/],
    ['another scheme', { secretKey, baseUrl: 'file:///billing' }, /not an http or https address/],
    ['half an address', { secretKey, baseUrl: 'https:billing.example.com' }, /not an http or https address/],
    ['a password', { secretKey, baseUrl: 'https://a:b@billing.example.com' }, /user, a query or a fragment/],
    ['a query', { secretKey, baseUrl: `${baseUrl}?a=b` }, /user, a query or a fragment/],
    ['no time', { secretKey, baseUrl, timeoutMs: 0 }, /timeoutMs.*Leave it out/],
    ['no number', { secretKey, baseUrl, timeoutMs: Number.NaN }, /timeoutMs.*Leave it out/],
  ])('%s', (_, options, sentence) => {
    expect(refusal(options)).toMatch(sentence);
  });

  test('and the sentence does not repeat what was given', () => {
    expect(refusal({ baseUrl, secretKey: 'hunter2' })).not.toContain('hunter2');
    expect(refusal({ secretKey, baseUrl: secretKey })).not.toContain(secretKey);
  });
});

test('[K2] construction is refused in a browser', () => {
  vi.stubGlobal('document', {});
  try {
    expect(refusal({ secretKey, baseUrl })).toMatch(/created in a browser.*billingRoute.*revoke/);
  } finally {
    vi.unstubAllGlobals();
  }
});

test('[K15] a printed client does not show its key', () => {
  const billfold = new Billfold({ secretKey, baseUrl });
  expect(inspect(billfold, { depth: null, showHidden: true })).not.toContain(secretKey);
  expect(JSON.stringify(billfold)).not.toContain(secretKey);
});
