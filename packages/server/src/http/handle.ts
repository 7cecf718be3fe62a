import type { DescribedOperation } from '@billfold/contract';
import {
  authenticateMerchant,
  authenticateSession,
  requireCapability,
  requireFeature,
} from '../access/authenticate.js';
import { callerOf } from '../access/callerOf.js';
import { endSessionCookie } from '../access/cookies.js';
import { countFailures, countRequest } from '../access/rateLimits.js';
import { requireStepUp } from '../access/requireStepUp.js';
import { siteAt } from '../access/Site.js';
import { withLogoAt } from '../branding/withLogoAt.js';
import { offeredFeatures } from '../rules/offeredFeatures.js';
import { BillfoldError } from '../errors.js';
import type { Provider } from '../provider/Provider.js';
import type { Incoming, PortalParts } from './Incoming.js';
import { perform } from './perform.js';
import { readInput } from './readInput.js';
import { readVersion } from './readVersion.js';

/**
 * A customer's request, from top to bottom. The order is the point: nobody learns anything before they are
 * known, nothing is parsed for those who may not call, and the provider is not touched for a feature that is
 * switched off. The customer is bound before the operation runs.
 */
export async function handlePortal(
  parts: PortalParts,
  operation: DescribedOperation,
  incoming: Incoming,
): Promise<Response> {
  const { database, provider, clock, rateLimits } = parts;
  const { request, path, ipHash, site, identifyCustomer } = incoming;
  const access = operation.access as DescribedOperation['access'] & { by: 'portal_session' };
  const now = clock();
  const { caller, credential } = await countFailures(
    rateLimits,
    'badCredential',
    ipHash,
    'unauthorized',
    () => authenticateSession(request, database, site, now),
  );
  const session = {
    ...caller,
    features: offeredFeatures(caller.features, provider),
    branding: withLogoAt(site.publicUrl, caller.branding),
  };
  identifyCustomer(session.customer.id);
  requireMode(provider, session);
  await countRequest(rateLimits, 'session', session.id);
  if (isWrite(operation)) await countRequest(rateLimits, 'sessionWrite', session.id);
  requireCapability(access, session);
  const input = await readInput(operation, request, path);
  requireFeature(access, session);
  requireStepUp(operation.name, session, now);
  await countArchive(parts, operation, session.customer.id);
  const version = readVersion(operation, request);
  const by = { project: session.project, id: session.id, credential };
  const task = { door: 'billing', operation: operation.name, input, version, caller: session } as const;
  const response = await perform(parts, operation, incoming, { task, input, by, now });
  if (operation.name === 'endSession' && session.mode === 'hosted') {
    response.headers.set('Set-Cookie', endSessionCookie(session.id, site.publicUrl));
  }
  return response;
}

/** A merchant's request. */
export async function handleMerchant(
  parts: PortalParts,
  operation: DescribedOperation,
  incoming: Incoming,
): Promise<Response> {
  const now = parts.clock();
  const { merchant, by } = await admitMerchant(parts, incoming);
  if (operation.name === 'createPortalSession')
    await countRequest(parts.rateLimits, operation.name, merchant.key);
  const input = await readInput(operation, incoming.request, incoming.path);
  // Customers are sent to where their portal is, wherever the merchant's server has asked for it.
  const publicUrl = merchant.domain === null ? incoming.site.publicUrl : siteAt(merchant.domain);
  const task = { door: 'merchant', operation: operation.name, input, merchant, publicUrl } as const;
  return perform(parts, operation, incoming, { task, input, by, now });
}

/**
 * A merchant's request about the billing of one customer: what the portal would do for the customer, by the same code.
 *
 * @param inPortal the operation as the portal has it.
 */
export async function handleMerchantForCustomer(
  parts: PortalParts,
  operation: DescribedOperation,
  inPortal: DescribedOperation,
  incoming: Incoming,
): Promise<Response> {
  const now = parts.clock();
  const { merchant, by } = await admitMerchant(parts, incoming);
  const { customer, ...input } = (await readInput(operation, incoming.request, incoming.path)) as {
    customer: string;
  };
  const version = readVersion(operation, incoming.request);
  const found = await callerOf(parts.database, merchant, customer);
  const caller = { ...found, features: offeredFeatures(found.features, parts.provider) };
  // All are switched on for the merchant, but for what the provider can not do.
  if (inPortal.access.by === 'portal_session') requireFeature(inPortal.access, caller);
  await countArchive(parts, operation, customer);
  const task = { door: 'billing', operation: inPortal.name, input, version, caller } as const;
  // An Idempotency-Key is used up by what was done for one customer, and not for two.
  return perform(parts, operation, incoming, { task, input: { customer, ...input }, by, now });
}

async function admitMerchant(
  { database, provider, rateLimits, clock }: PortalParts,
  { request, ipHash, site }: Incoming,
) {
  const { caller: merchant, credential } = await countFailures(
    rateLimits,
    'badCredential',
    ipHash,
    'unauthorized',
    () => authenticateMerchant(request, database, site, clock()),
  );
  await countRequest(rateLimits, 'key', merchant.key);
  requireMode(provider, merchant);
  return { merchant, by: { project: merchant.project, id: merchant.key, credential } };
}

/**
 * The account at a provider elsewhere moves real money, or none. What a project of the other kind wants is not asked of it, by
 * whatever way that has come into the database.
 */
function requireMode(provider: Provider, { testMode }: { testMode: boolean }): void {
  if (!provider.remote || provider.testMode === testMode) return;
  const [ours, theirs] = testMode ? ['tests', 'real money'] : ['real money', 'tests'];
  const cause = new Error(`The project is for ${ours}, and the account at ${provider.name} for ${theirs}.`);
  throw new BillfoldError('internal', { cause });
}

/** By whichever door: what it costs the server is the same. */
async function countArchive({ rateLimits }: PortalParts, { produces }: DescribedOperation, customer: string) {
  if (produces === 'zip') await countRequest(rateLimits, 'archive', customer);
}

/**
 * What a person does who changes something. Previews are asked with every number that is typed, and the sandbox's controls
 * are for trying things out: both are only requests.
 */
const isWrite = ({ idempotency, path }: DescribedOperation) =>
  idempotency === 'required' && !path.startsWith('/portal/v1/sandbox');
