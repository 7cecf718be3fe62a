import type { DescribedOperation } from '@billfold/contract';
import {
  authenticateMerchant,
  authenticateSession,
  isCrossSite,
  requireCapability,
  requireFeature,
} from '../access/authenticate.js';
import { endSessionCookie, startSessionCookie } from '../access/cookies.js';
import { toSession } from '../access/SessionContext.js';
import type { Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import { findCustomer, insertCustomer } from '../merchant/customers/customerRows.js';
import type { MerchantContext, PortalContext } from '../operation.js';
import type { Provider, ProviderOperationContext, UnitOfWork } from '../provider/Provider.js';
import { exchangeSession } from '../sessions/exchangeSession.js';
import { onceOnly, readIdempotencyKey } from './idempotency.js';
import { readInput } from './readInput.js';
import { respond } from './respond.js';

/** What requests are answered with. */
export interface Surroundings {
  database: Database;
  provider: Provider;
  publicUrl: string;
  clock: () => Date;
}

/** A request with what the router knows of it. */
export interface Incoming {
  request: Request;
  path: Record<string, string>;
  /** To be told whose request it is, as soon as that is known: then errors can say so too. */
  isOf(customer: string): void;
}

/** An operation of any name. Which input it takes is checked where the tables of operations are written. */
type Run = (context: never) => Promise<unknown>;

/**
 * A customer's request, from top to bottom. The order is the point: nobody learns anything before they are
 * known, nothing is parsed for those who may not call, and the provider is not touched for a feature that is
 * switched off. The customer is bound before the operation runs.
 */
export async function handlePortal(
  { database, provider, publicUrl, clock }: Surroundings,
  operation: DescribedOperation,
  run: Run,
  { request, path, isOf }: Incoming,
): Promise<Response> {
  const access = operation.access as DescribedOperation['access'] & { by: 'portal_session' };
  const now = clock();
  const session = await authenticateSession(request, database, publicUrl, now);
  isOf(session.customer.id);
  requireCapability(access, session);
  const input = await readInput(operation, request, path);
  requireFeature(access, session);
  const result = await inUnit(operation, { database, now }, (unit) => {
    const billing = provider.forCustomer(session.customer, unit);
    const billingNow = () => provider.now(session.project, unit);
    return run({ input, billing, session, unit, billingNow } satisfies PortalContext<unknown> as never);
  });
  const response = respond(operation, result);
  if (operation.name === 'endSession' && session.mode === 'hosted') {
    response.headers.set('Set-Cookie', endSessionCookie(session.id, publicUrl));
  }
  return response;
}

/** A merchant's request. */
export async function handleMerchant(
  { database, provider, publicUrl, clock }: Surroundings,
  operation: DescribedOperation,
  run: Run,
  { request, path }: Incoming,
): Promise<Response> {
  const now = clock();
  const merchant = await authenticateMerchant(request, database);
  const input = await readInput(operation, request, path);
  const effect = (unit: UnitOfWork) =>
    run({ input, merchant, provider, unit, publicUrl } satisfies MerchantContext<unknown> as never);
  const key = operation.idempotency === 'none' ? null : readIdempotencyKey(request);
  if (key === null) return respond(operation, await inUnit(operation, { database, now }, effect));

  const credential = request.headers.get('authorization')!;
  const once = {
    project: merchant.project,
    caller: merchant.key,
    operation: operation.name,
    key,
    input,
    credential,
    now,
  };
  const { status, body, replayed } = await onceOnly(database, once, async (tx) => ({
    status: operation.status,
    body: JSON.stringify(await effect({ database: tx, now })),
  }));
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'application/json', ...(replayed && { 'Idempotent-Replayed': 'true' }) },
  });
}

/** The one request that nobody is known for yet: whoever has a link's code becomes its customer. */
export async function handleExchange(
  { database, provider, publicUrl, clock }: Surroundings,
  operation: DescribedOperation,
  { request, path, isOf }: Incoming,
): Promise<Response> {
  // A program that is no browser tells neither header, and can be tricked into nothing.
  const fromBrowser = request.headers.has('sec-fetch-site') || request.headers.has('origin');
  if (fromBrowser && isCrossSite(request, publicUrl)) throw new BillfoldError('cross_site_request');
  // A browser that only looks ahead, or a scanner that says so, must not use up the customer's link.
  if (/prefetch|prerender/i.test(`${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`)) {
    throw new BillfoldError('cross_site_request');
  }
  const { code } = (await readInput(operation, request, path)) as { code: string };
  const now = clock();
  const { session, credential } = await exchangeSession(database, code, now);
  isOf(session.customer.id);
  const billingNow = await provider.now(session.project, { database, now });
  const response = respond(operation, toSession(session, billingNow));
  response.headers.set(
    'Set-Cookie',
    startSessionCookie(session.id, credential, session.expiresAt, publicUrl),
  );
  return response;
}

/** A merchant's operation that the provider brings along. */
export function fromProvider(run: Run) {
  return ({ input, merchant, provider, unit }: MerchantContext<unknown>) =>
    run({
      input,
      project: merchant.project,
      unit,
      findCustomer: (id) => findCustomer(unit.database, merchant.project, id),
      createCustomer: (fields) => insertCustomer(provider, unit, merchant.project, fields),
    } satisfies ProviderOperationContext<unknown> as never);
}

/** Reads run on the database itself; what changes anything runs in one transaction. */
function inUnit<Result>(
  operation: DescribedOperation,
  { database, now }: UnitOfWork,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  return operation.method === 'GET'
    ? work({ database, now })
    : database.transaction((tx) => work({ database: tx, now }));
}
