import type { DescribedOperation } from '@billfold/contract';
import {
  authenticateMerchant,
  authenticateSession,
  isCrossSite,
  requireCapability,
  requireFeature,
} from '../access/authenticate.js';
import { countFailures, countRequest, type RateLimits } from '../access/rateLimits.js';
import { endSessionCookie, startSessionCookie } from '../access/cookies.js';
import { toSession } from '../access/SessionContext.js';
import type { Database } from '../database/Database.js';
import { BillfoldError, Refusal } from '../errors.js';
import { audit, record } from '../events/record.js';
import { changeCustomer, findCustomer, insertCustomer } from '../customers/customerRows.js';
import type { MerchantContext, PortalContext } from '../operation.js';
import type {
  Provider,
  ProviderOperationContext,
  ProviderPortalContext,
  UnitOfWork,
} from '../provider/Provider.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';
import { offeredFeatures } from '../rules/offeredFeatures.js';
import { codeHash, exchangeSession, recordReuse } from '../sessions/exchangeSession.js';
import { readIdempotencyKey, runOnce } from './idempotency.js';
import { readInput } from './readInput.js';
import { readVersion } from './readVersion.js';
import { respond } from './respond.js';

/** What requests are answered with. */
export interface PortalParts {
  database: Database;
  provider: Provider;
  publicUrl: string;
  clock: () => Date;
  /** Asks the merchant's app whether a customer's use of it allows a change; absent: it has no say. */
  checkPlanChange?: CheckPlanChange | undefined;
  /** Absent: nothing is limited. */
  rateLimits?: RateLimits | undefined;
}

/** A request with what the router knows of it. */
export interface Incoming {
  request: Request;
  path: Record<string, string>;
  /** The client's address, an IPv6 one as its network; null where the server does not know. For limits, and never kept. */
  ip: string | null;
  /** What may be kept of it. */
  readonly ipHash: string | null;
  /** To be told whose request it is, as soon as that is known: then errors can say so too. */
  identifyCustomer(customer: string): void;
}

/** An operation of any name. Which input it takes is checked where the tables of operations are written. */
type Run = (context: never) => Promise<unknown>;

/**
 * A customer's request, from top to bottom. The order is the point: nobody learns anything before they are
 * known, nothing is parsed for those who may not call, and the provider is not touched for a feature that is
 * switched off. The customer is bound before the operation runs.
 */
export async function handlePortal(
  { database, provider, publicUrl, clock, checkPlanChange, rateLimits }: PortalParts,
  operation: DescribedOperation,
  run: Run,
  { request, path, ipHash, identifyCustomer }: Incoming,
): Promise<Response> {
  const access = operation.access as DescribedOperation['access'] & { by: 'portal_session' };
  const now = clock();
  const { caller, credential } = await countFailures(
    rateLimits,
    'badCredential',
    ipHash,
    'unauthorized',
    () => authenticateSession(request, database, publicUrl, now),
  );
  const session = { ...caller, features: offeredFeatures(caller.features, provider) };
  identifyCustomer(session.customer.id);
  await countRequest(rateLimits, 'session', session.id);
  if (isWrite(operation)) await countRequest(rateLimits, 'sessionWrite', session.id);
  requireCapability(access, session);
  const input = await readInput(operation, request, path);
  requireFeature(access, session);
  const version = readVersion(operation, request);
  const by = { project: session.project, id: session.id, credential };
  const response = await perform({ database, now }, operation, request, input, by, (unit) => {
    const billing = provider.forCustomer(session.customer, unit);
    const billingNow = () => provider.now(session.project, unit);
    return run({
      input,
      version,
      billing,
      session,
      unit,
      billingNow,
      provider,
      checkPlanChange,
    } satisfies PortalContext<unknown> as never);
  });
  if (operation.name === 'endSession' && session.mode === 'hosted') {
    response.headers.set('Set-Cookie', endSessionCookie(session.id, publicUrl));
  }
  return response;
}

/** A merchant's request. */
export async function handleMerchant(
  { database, provider, publicUrl, clock, rateLimits }: PortalParts,
  operation: DescribedOperation,
  run: Run,
  { request, path, ipHash }: Incoming,
): Promise<Response> {
  const now = clock();
  const { caller: merchant, credential } = await countFailures(
    rateLimits,
    'badCredential',
    ipHash,
    'unauthorized',
    () => authenticateMerchant(request, database),
  );
  await countRequest(rateLimits, 'key', merchant.key);
  if (operation.name === 'createPortalSession') await countRequest(rateLimits, operation.name, merchant.key);
  const input = await readInput(operation, request, path);
  const by = { project: merchant.project, id: merchant.key, credential };
  return perform({ database, now }, operation, request, input, by, (unit) =>
    run({ input, merchant, provider, unit, publicUrl } satisfies MerchantContext<unknown> as never),
  );
}

/** The one request that nobody is known for yet: whoever has a link's code becomes its customer. */
export async function handleExchange(
  { database, provider, publicUrl, clock, rateLimits }: PortalParts,
  operation: DescribedOperation,
  { request, path, ipHash, identifyCustomer }: Incoming,
): Promise<Response> {
  // A program that is no browser tells neither header, and can be tricked into nothing.
  const fromBrowser = request.headers.has('sec-fetch-site') || request.headers.has('origin');
  if (fromBrowser && isCrossSite(request, publicUrl)) throw new BillfoldError('cross_site_request');
  // A browser that only looks ahead, or a scanner that says so, must not use up the customer's link.
  if (/prefetch|prerender/i.test(`${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`)) {
    throw new BillfoldError('cross_site_request');
  }
  await countRequest(rateLimits, 'exchange', ipHash);
  const { code } = (await readInput(operation, request, path)) as { code: string };
  const now = clock();
  const { session, credential, billingNow } = await countFailures(
    rateLimits,
    'deadLink',
    codeHash(code),
    'link_expired',
    async () => {
      const begun = await database.transaction(async (tx) => {
        const exchanged = await exchangeSession(tx, code, now);
        if (!exchanged) return null;
        const billingNow = await provider.now(exchanged.session.project, { database: tx, now });
        return { ...exchanged, billingNow };
      });
      if (begun) return begun;
      await recordReuse(database, code, now);
      throw new BillfoldError('link_expired');
    },
  );
  identifyCustomer(session.customer.id);
  const seconds = (session.expiresAt.getTime() - now.getTime()) / 1000;
  const response = respond(operation, toSession(session, billingNow, provider));
  response.headers.set('Set-Cookie', startSessionCookie(session.id, credential, seconds, publicUrl));
  return response;
}

/**
 * What a person does who changes something. Previews are asked with every number that is typed, and the sandbox's controls
 * are for trying things out: both are only requests.
 */
const isWrite = ({ idempotency, path }: DescribedOperation) =>
  idempotency === 'required' && !path.startsWith('/portal/v1/sandbox');

/** A merchant's operation that the provider brings along. What it changes is in the audit log, as all changes are. */
export function fromProvider(operation: DescribedOperation, run: Run) {
  return async ({ input, merchant, provider, unit }: MerchantContext<unknown>): Promise<unknown> => {
    const { project } = merchant;
    const by = `key:${merchant.key}` as const;
    const result = await run({
      input,
      project,
      unit,
      findCustomer: (id) => findCustomer(unit.database, project, id),
      createCustomer: (fields) => insertCustomer(provider, unit, project, fields, by),
    } satisfies ProviderOperationContext<unknown> as never);
    if (operation.method !== 'GET') {
      const type = `${provider.name}.${operation.name}`;
      await audit(unit.database, { project, customer: null, type, target: null, by, at: unit.now });
    }
    return result;
  };
}

/** An operation of customers that the provider brings along. It is given the customer of the session and no other. */
export function fromProviderForCustomer(operation: DescribedOperation, run: Run) {
  return async (context: PortalContext<unknown>): Promise<unknown> => {
    const { input, session, unit, provider } = context;
    // What only a sandbox has is for trying things out, and never for those who pay.
    if (!session.testMode) throw new BillfoldError('not_found');
    const { project, customer, actor } = session;
    const deed = {
      project,
      customer: customer.id,
      by: `session:${session.id}` as const,
      actor,
      at: unit.now,
    };
    const result = await run({
      input,
      customer,
      capabilities: session.capabilities,
      unit,
      updateCustomer: (fields) => changeCustomer(provider, unit, project, customer.id, fields, deed),
      record: (type, target, data) => record(unit.database, { ...deed, type, target, data }),
    } satisfies ProviderPortalContext<unknown> as never);
    if (operation.method !== 'GET') {
      await audit(unit.database, {
        ...deed,
        type: `${provider.name}.${operation.name}`,
        target: customer.id,
      });
    }
    return result;
  };
}

/** Reads run on the database itself; what changes anything runs in one transaction, once per Idempotency-Key. */
async function perform(
  { database, now }: UnitOfWork,
  operation: DescribedOperation,
  request: Request,
  input: unknown,
  by: { project: string; id: string; credential: string },
  work: (unit: UnitOfWork) => Promise<unknown>,
): Promise<Response> {
  if (operation.method === 'GET') return respond(operation, await work({ database, now }));
  const key = operation.idempotency === 'none' ? null : readIdempotencyKey(request);
  if (key === null && operation.idempotency === 'required')
    throw new BillfoldError('idempotency_key_missing');
  if (key === null) return answer(operation, await database.transaction((tx) => work({ database: tx, now })));
  const once = {
    project: by.project,
    caller: by.id,
    credential: by.credential,
    operation: operation.name,
    key,
    input,
    now,
  };
  const { result, replayed } = await runOnce(database, once, (tx) => work({ database: tx, now }));
  return answer(operation, result, replayed ? { 'Idempotent-Replayed': 'true' } : {});
}

/** Answers with what was done, now that it is done for good; a refusal becomes an error only here. */
function answer(
  operation: DescribedOperation,
  result: unknown,
  headers: Record<string, string> = {},
): Response {
  if (result instanceof Refusal) throw result.error;
  const response = respond(operation, result);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
