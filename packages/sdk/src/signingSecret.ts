/** `whsec_` and at least 24 bytes in base64. */
const SECRET = /^whsec_(?:[0-9A-Za-z+/]{4}){8,}(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$/;

/** What is wrong with a signing secret, to be said of it; null: nothing. It is not repeated. */
export function secretFault(secret: unknown): string | null {
  if (typeof secret === 'string' && SECRET.test(secret)) return null;
  return 'is not a signing secret (whsec_ and at least 24 random bytes in base64)';
}
