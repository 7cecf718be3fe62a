import type { RateLimited } from '../access/rateLimits.js';
import type { PaymentFields } from '../provider/Provider.js';

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

/** What the hosted page may load: its own files, the logo among them. No inline script or style, no frame around it. */
const HOSTED_PAGE_SOURCES = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * Headers of the hosted page, for fields of a provider that are drawn in it. It may load what they need and nothing more.
 * Where they bring a script, that may show wallets, and open the windows of banks.
 */
export function hostedPageHeaders(sources: PaymentFields['sources']): Record<string, string> {
  const allowed: Record<string, readonly string[]> = { ...HOSTED_PAGE_SOURCES };
  for (const [directive, more] of Object.entries(sources)) {
    allowed[directive] = [...new Set([...(allowed[directive] ?? []), ...more])];
  }
  const policy = Object.entries(allowed).map(([directive, list]) => [directive, ...list].join(' '));
  if (!sources['script-src']?.length) return { 'Content-Security-Policy': policy.join('; ') };
  // Origins that are written out: this header knows no wildcards everywhere.
  const frames = (sources['frame-src'] ?? []).filter((source) => !source.includes('*'));
  const wallets = ['self', ...frames.map((origin) => `"${origin}"`)].join(' ');
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    'Permissions-Policy': `camera=(), geolocation=(), microphone=(), payment=(${wallets})`,
  };
}

const DOCUMENT_TYPES = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8; header=present',
  zip: 'application/zip',
};

/** Headers of a document that is to be saved under a name. Names are made of safe characters by whoever makes them; this checks it again. */
export function documentHeaders(kind: keyof typeof DOCUMENT_TYPES, filename: string): Record<string, string> {
  const safe = filename.replace(/[^\w.-]+/g, '-').slice(0, 120);
  return { 'Content-Type': DOCUMENT_TYPES[kind], 'Content-Disposition': `attachment; filename="${safe}"` };
}

/** Which limit was reached, and when it is possible again: draft-ietf-httpapi-ratelimit-headers, in its version 10. */
export function rateLimitHeaders({ name, limit, seconds, retryAfter }: RateLimited): Record<string, string> {
  return {
    'RateLimit-Policy': `"${name}";q=${limit};w=${seconds}`,
    RateLimit: `"${name}";r=0;t=${retryAfter}`,
  };
}

/** Headers that let the kit, in a page of this origin, read the answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers':
      'Billfold-As-Of, Billfold-Customer, Billfold-Request-Id, Content-Disposition, Idempotent-Replayed, Retry-After',
  };
}

/** What a browser asks before the kit's first request. */
export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, If-Match',
  'Access-Control-Max-Age': '600',
};
