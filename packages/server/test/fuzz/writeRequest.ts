import { addressed } from './addressed.js';
import type { FuzzRequest } from './fuzzRequests.js';
import type { FuzzTest } from './openFuzzTest.js';
import { operationsByName } from './operationsByName.js';

/**
 * A request as it is sent: what is right, with what is to be wrong in it.
 * @returns null for one that would keep the test for too long.
 */
export async function writeRequest(
  fuzz: FuzzTest,
  { name, method, wrong, credential, raw, type, key, version }: FuzzRequest,
): Promise<{ url: URL; init: RequestInit } | null> {
  const operation = operationsByName[name]!;
  const input = { ...fuzz.right[name], ...Object.fromEntries(wrong) };
  if (isSlow(raw ?? JSON.stringify(input))) return null;
  const { url, body: fields } = addressed(operation, method, input, fuzz.portal.url);
  const body = fields && (raw ?? JSON.stringify(fields));
  const headers = new Headers({
    ...fuzz.headersOf(name, credential),
    ...(type && { 'content-type': type }),
  });
  const isSeen = version === 'seen' && operation.version === 'required';
  const ifMatch = isSeen ? `"${await fuzz.version()}"` : version;
  for (const [header, value] of [
    ['idempotency-key', key],
    ['if-match', ifMatch],
  ] as const) {
    if (value !== null && /^[\x20-\x7e]*$/.test(value)) headers.set(header, value);
  }
  return { url, init: { method, headers, ...(body !== null && { body }) } };
}

/** A clock that runs for decades, or a customer with ten thousand invoices, is not what is asked here. */
const isSlow = (body: string) =>
  /"advanceTo":"(20(2[7-9]|[3-9])|[3-9])/.test(body) || /manyInvoices/.test(body);
