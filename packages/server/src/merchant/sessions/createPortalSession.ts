import { and, eq, sql } from 'drizzle-orm';
import {
  capabilityPresets,
  PortalFeatures,
  type Capability,
  type CreatedPortalSession,
} from '@billfold/contract';
import { isAllowedOrigin } from '../../access/origins.js';
import { hashSecret, makeId, makeSecret } from '../../access/secrets.js';
import type { Database } from '../../database/Database.js';
import { customers, portalConfigurations, portalSessions, projects } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantContext, MerchantOperation } from '../../operation.js';
import { toPortalSession } from '../../access/toPortalSession.js';
import type { BillingCustomer } from '../../provider/Provider.js';
import { offeredFeatures } from '../../rules/offeredFeatures.js';
import { toFlow } from './toFlow.js';
import { readStored } from '../../configurations/readStored.js';

type Input = Parameters<MerchantOperation<'createPortalSession'>>[0]['input'];

export const createPortalSession: MerchantOperation<'createPortalSession'> = async (context) => {
  const { input, merchant, provider, unit, publicUrl } = context;
  const { database, now } = unit;
  const customer = await findOneCustomer(database, merchant.project, input);
  const { features, defaultReturnUrl } = await checkSettings(context);
  const capabilities = capabilitiesOf(input.capabilities);
  const secret = makeSecret(input.mode === 'hosted' ? 'lc' : 'pt');
  const row = {
    project: merchant.project,
    id: makeId('bps'),
    customer: customer.id,
    mode: input.mode,
    configuration: input.configuration,
    capabilities,
    flow: input.flow ? await toFlow(input.flow, { customer, provider, unit, features, capabilities }) : null,
    returnUrl: input.returnUrl ?? defaultReturnUrl,
    embedOrigin: input.embedOrigin === undefined ? null : new URL(input.embedOrigin).origin,
    locale: input.locale ?? null,
    actor: input.actor ?? null,
    key: merchant.key,
    linkHash: input.mode === 'hosted' ? hashSecret(secret) : null,
    credentialHash: input.mode === 'embedded' ? hashSecret(secret) : null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + input.ttlSeconds * 1000),
    redeemedAt: null,
    revokedAt: null,
    endedBy: null,
  };
  await database.insert(portalSessions).values(row);
  await record(unit, {
    project: merchant.project,
    customer: customer.id,
    type: 'portal.session.created',
    target: row.id,
    by: `key:${merchant.key}`,
    actor: row.actor,
    data: { object: toPortalSession(row, now) },
    at: now,
  });
  return {
    ...toPortalSession(row, now),
    // In the fragment, so that the code is in no request line, no log and no Referer.
    url: row.mode === 'hosted' ? `${publicUrl}/session/${row.id}#${secret}` : null,
    token: row.mode === 'embedded' ? secret : null,
  } satisfies CreatedPortalSession;
};

/** A preset by its name, or what was listed; everything where nothing was said. */
function capabilitiesOf(asked: Input['capabilities']): Capability[] {
  if (Array.isArray(asked)) return asked;
  return [...capabilityPresets[asked ?? 'full']];
}

async function findOneCustomer(
  database: Database,
  project: string,
  { customer, customerReference, email }: Input,
): Promise<BillingCustomer> {
  const who = customer
    ? eq(customers.id, customer)
    : customerReference
      ? eq(customers.reference, customerReference)
      : eq(sql`lower(${customers.email})`, sql`lower(${email!})`);
  const found = await database
    .select()
    .from(customers)
    .where(and(eq(customers.project, project), who))
    .limit(2);
  if (found.length > 1) throw new BillfoldError('customer_ambiguous');
  if (!found[0]) throw new BillfoldError('customer_not_found');
  return found[0];
}

/**
 * Where the session leads and where it is used must be the project's to allow: a link is as good as a redirect.
 *
 * @returns what of its configuration the session must know.
 */
async function checkSettings({ input, merchant, provider, unit }: MerchantContext<Input>) {
  const [found] = await unit.database
    .select({ project: projects, configuration: portalConfigurations })
    .from(projects)
    .innerJoin(
      portalConfigurations,
      and(eq(portalConfigurations.project, projects.id), eq(portalConfigurations.id, input.configuration)),
    )
    .where(eq(projects.id, merchant.project));
  if (!found) throw new BillfoldError('configuration_not_found');
  const { project, configuration } = found;
  const mayReturn = (url: string) => isAllowedOrigin(url, project.returnOrigins, project.testMode);
  const own = configuration.defaultReturnUrl;
  // It was allowed when the configuration was made.
  const defaultReturnUrl = own !== null && mayReturn(own) ? own : null;
  if (input.mode === 'hosted' && !input.returnUrl && !defaultReturnUrl) {
    const message =
      'is required when mode is hosted and the configuration has no defaultReturnUrl of an origin that is allowed';
    throw new BillfoldError('invalid_request', { fields: [{ path: 'returnUrl', message }] });
  }
  const leadsTo = [
    { path: 'returnUrl', url: input.returnUrl },
    { path: 'flow.afterCompletion.returnUrl', url: input.flow?.afterCompletion.returnUrl },
  ];
  for (const { path, url } of leadsTo) {
    if (!url || mayReturn(url)) continue;
    const fields = [{ path, message: 'its origin is not allowed' }];
    throw new BillfoldError('return_url_not_allowed', { fields });
  }
  if (input.embedOrigin && !isAllowedOrigin(input.embedOrigin, project.embedOrigins, project.testMode)) {
    throw new BillfoldError('embed_origin_not_allowed', {
      fields: [{ path: 'embedOrigin', message: 'is not allowed' }],
    });
  }
  const features = offeredFeatures(readStored(PortalFeatures, configuration.features), provider);
  return { features, defaultReturnUrl };
}
