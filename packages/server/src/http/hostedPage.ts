import type { PaymentFields } from '../provider/Provider.js';
import type { BuiltPage } from './builtPage.js';
import { hostedPageHeaders } from './headers.js';

/** The built hosted page. */
export type HostedPage = BuiltPage;

/**
 * The page behind a portal link. It is the same for every session, known or not, and holds no data.
 *
 * Whether it redeems the link by itself is decided here: only when the browser says that a person's click on
 * another page led to it. Everything else (a mail scanner that runs scripts, a preview, an address typed in)
 * gets a button, because opening a link must not use it up.
 */
export function hostedPage(
  page: HostedPage,
  request: Request,
  paymentFields: PaymentFields | undefined,
): Response {
  const byClick =
    request.headers.get('sec-fetch-user') === '?1' &&
    ['same-origin', 'same-site', 'cross-site'].includes(request.headers.get('sec-fetch-site') ?? '');
  const looksAhead = /prefetch|prerender/i.test(
    `${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`,
  );
  const redeem = byClick && !looksAhead ? 'auto' : 'button';
  return new Response(page.html.replace('data-redeem="button"', `data-redeem="${redeem}"`), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      ...hostedPageHeaders(paymentFields?.sources ?? {}),
    },
  });
}
