import type { DescribedOperation } from '@billfold/contract';
import { isCrossSite } from '../access/authenticate.js';
import { startSessionCookie } from '../access/cookies.js';
import { countFailures, countRequest } from '../access/rateLimits.js';
import { toSession } from '../access/SessionContext.js';
import { withLogoAt } from '../branding/withLogoAt.js';
import { BillfoldError } from '../errors.js';
import { withinTime } from '../provider/withinTime.js';
import { codeHash, exchangeSession, recordReuse } from '../sessions/exchangeSession.js';
import type { Incoming, PortalParts } from './Incoming.js';
import { readInput } from './readInput.js';
import { respond } from './respond.js';

/** The one request that nobody is known for yet: whoever has a link's code becomes its customer. */
export async function handleExchange(
  { database, provider, clock, rateLimits, patienceMs, askMs }: PortalParts,
  operation: DescribedOperation,
  { request, path, ipHash, requestId, site, identifyCustomer }: Incoming,
): Promise<Response> {
  // A program that is no browser tells neither header, and can be tricked into nothing.
  const fromBrowser = request.headers.has('sec-fetch-site') || request.headers.has('origin');
  if (fromBrowser && isCrossSite(request, site.publicUrl)) throw new BillfoldError('cross_site_request');
  // A browser that only looks ahead, or a scanner that says so, must not use up the customer's link.
  if (/prefetch|prerender/i.test(`${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`)) {
    throw new BillfoldError('cross_site_request');
  }
  await countRequest(rateLimits, 'exchange', ipHash);
  const { code } = (await readInput(operation, request, path)) as { code: string };
  const now = clock();
  const facts = { id: requestId, idempotencyKey: null, ipHash };
  const { session, credential, billingNow } = await countFailures(
    rateLimits,
    'deadLink',
    codeHash(code),
    'link_expired',
    async () => {
      const begun = await database.transaction(async (tx) => {
        const unit = { database: tx, now, request: facts };
        const exchanged = await exchangeSession(unit, code, site);
        if (!exchanged) return null;
        const billingNow = provider.remote ? null : await provider.now(exchanged.session.project, unit);
        return { ...exchanged, billingNow };
      });
      if (begun) return begun;
      await recordReuse({ database, now, request: facts }, code);
      throw new BillfoldError('link_expired');
    },
  );
  identifyCustomer(session.customer.id);
  const seconds = (session.expiresAt.getTime() - now.getTime()) / 1000;
  const branding = withLogoAt(site.publicUrl, session.branding);
  // The link is used up: that a provider elsewhere does not say what time it is there is no reason to turn its customer away.
  const deadline = Date.now() + Math.min(patienceMs, askMs);
  const thereNow =
    billingNow ??
    (await withinTime(provider.now(session.project, { database, now, deadline }), deadline).catch(() => now));
  const response = respond(operation, toSession({ ...session, branding }, thereNow, provider));
  response.headers.set('Set-Cookie', startSessionCookie(session.id, credential, seconds, site.publicUrl));
  return response;
}
