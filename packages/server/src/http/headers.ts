/** Headers of every answer, whatever it is. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'Referrer-Policy': 'no-referrer',
    Vary: 'Authorization, Cookie, Origin',
    'X-Content-Type-Options': 'nosniff',
    ...(publicUrl.startsWith('https:') && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  };
}

/** What the hosted page may load: its own files, and a logo over https. No inline script or style, no frame around it. */
export const HOSTED_PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const DOCUMENT_TYPES = { pdf: 'application/pdf', csv: 'text/csv; charset=utf-8; header=present' };

/** Headers of a document that is to be saved under a name. Names are made of safe characters by whoever makes them; this checks it again. */
export function documentHeaders(kind: keyof typeof DOCUMENT_TYPES, filename: string): Record<string, string> {
  const safe = filename.replace(/[^\w.-]+/g, '-').slice(0, 120);
  return { 'Content-Type': DOCUMENT_TYPES[kind], 'Content-Disposition': `attachment; filename="${safe}"` };
}

/** Headers that let the kit, in a page of this origin, read the answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers':
      'Billfold-Customer, Billfold-Request-Id, Content-Disposition, Idempotent-Replayed, Retry-After',
  };
}

/** What a browser asks before the kit's first request. */
export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, If-Match',
  'Access-Control-Max-Age': '600',
};
