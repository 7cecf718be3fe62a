import { BillfoldError, misuse } from './BillfoldError.js';
import type { CallOptions, PortalOperation } from './client.js';

/** Puts the input where the operation's method and path want it: into the path, the query or the body. */
export function toRequest(
  operation: PortalOperation,
  input: unknown,
  { idempotencyKey, version }: CallOptions = {},
) {
  const { method, name } = operation;
  const rest = { ...(input as Record<string, unknown>) };
  const headers: Record<string, string> = {};
  let path = operation.path.replace(/\{(\w+)\}/g, (_, part: string) => {
    const value = String(rest[part]);
    delete rest[part];
    // `..` would climb to another operation. No id looks like that, so there is nothing to ask for. Those of a provider can hold more
    // than letters and digits, but nothing that a path is made of, also where something in between takes escapes back.
    if (!/^(?!\.+$)[\w.:@~+=-]+$/.test(value))
      throw new BillfoldError('not_found', `${name}: ${part} is not an id.`, { status: 404 });
    return encodeURIComponent(value);
  });

  let body: string | undefined;
  if (method === 'GET' || method === 'DELETE') {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    const query = String(new URLSearchParams(given.map(([key, value]) => [key, String(value)])));
    if (query) path += `?${query}`;
  } else {
    body = JSON.stringify(rest);
    headers['Content-Type'] = 'application/json';
  }

  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  else if (operation.idempotency === 'required') {
    throw misuse(`${name} needs an idempotencyKey, or a retry does it twice. Make one per intent.`);
  }
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  else if (operation.version === 'required') {
    throw misuse(
      `${name} needs the version that the customer has seen, or it overwrites what they have not.`,
    );
  }
  return { path, init: { method, headers, body } };
}
