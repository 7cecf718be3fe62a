import { HOSTED_PAGE_CSP } from './headers.js';

/** The built hosted page: one HTML file, and its assets by path, such as `/hosted/index-3f2a.js`. */
export interface HostedPage {
  html: string;
  assets: ReadonlyMap<string, { type: string; bytes: Uint8Array }>;
}

/**
 * The page behind a portal link. It is the same for every session, known or not, and holds no data.
 *
 * Whether it redeems the link by itself is decided here: only when the browser says that a person's click on
 * another page led to it. Everything else (a mail scanner that runs scripts, a preview, an address typed in)
 * gets a button, because opening a link must not use it up.
 */
export function hostedPage(page: HostedPage, request: Request): Response {
  const byClick =
    request.headers.get('sec-fetch-user') === '?1' &&
    ['same-origin', 'same-site', 'cross-site'].includes(request.headers.get('sec-fetch-site') ?? '');
  const looksAhead = /prefetch|prerender/i.test(
    `${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`,
  );
  const redeem = byClick && !looksAhead ? 'auto' : 'button';
  return new Response(page.html.replace('data-redeem="button"', `data-redeem="${redeem}"`), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': HOSTED_PAGE_CSP },
  });
}

/** A file of the page. Names carry a hash of the content, so that they may be kept for ever. */
export function hostedAsset(page: HostedPage, path: string): Response | null {
  const asset = page.assets.get(path);
  if (!asset) return null;
  return new Response(asset.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    },
  });
}
