import type { SessionBranding } from '@billfold/contract';
import type { PaymentFields } from '../provider/Provider.js';
import type { BuiltPage } from './builtPage.js';
import { hostedPageHeaders } from './headers.js';

/** The built hosted page. */
export type HostedPage = BuiltPage;

/**
 * The page behind a portal link. It is the same for every session, known or not, and holds nothing of a customer: only what its
 * project looks like, so that the page of somebody without a session, or without one any more, is that project's too.
 *
 * Whether it redeems the link by itself is decided here: only when the browser says that a person's click on
 * another page led to it. Everything else (a mail scanner that runs scripts, a preview, an address typed in)
 * gets a button, because opening a link must not use it up.
 */
export function hostedPage(
  page: HostedPage,
  request: Request,
  paymentFields: PaymentFields | undefined,
  branding: SessionBranding | null,
): Response {
  const byClick =
    request.headers.get('sec-fetch-user') === '?1' &&
    ['same-origin', 'same-site', 'cross-site'].includes(request.headers.get('sec-fetch-site') ?? '');
  const looksAhead = /prefetch|prerender/i.test(
    `${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`,
  );
  const redeem = byClick && !looksAhead ? 'auto' : 'button';
  const html = page.html
    .replace('data-redeem="button"', `data-redeem="${redeem}"`)
    .replace('data-branding="{}"', () => `data-branding="${inAttribute(branding ?? {})}"`);
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      ...hostedPageHeaders(paymentFields?.sources ?? {}),
    },
  });
}

/** A value as an attribute in double quotes holds it. */
function inAttribute(value: object): string {
  const entities: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
  return JSON.stringify(value).replace(/[&"<>]/g, (char) => entities[char]!);
}
