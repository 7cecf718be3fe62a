import { and, eq, sql } from 'drizzle-orm';
import { capabilities, type CreatedPortalSession } from '@billfold/contract';
import { isAllowedOrigin } from '../../access/origins.js';
import { hashSecret, makeId, makeSecret } from '../../access/secrets.js';
import type { Database } from '../../database/Database.js';
import { customers, portalConfigurations, portalSessions, projects } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantContext, MerchantOperation } from '../../operation.js';
import { toPortalSession } from '../../access/toPortalSession.js';

type Input = Parameters<MerchantOperation<'createPortalSession'>>[0]['input'];

export const createPortalSession: MerchantOperation<'createPortalSession'> = async (context) => {
  const { input, merchant, unit, publicUrl } = context;
  const { database, now } = unit;
  const customer = await findOneCustomer(database, merchant.project, input);
  await checkSettings(context);
  const secret = makeSecret(input.mode === 'hosted' ? 'lc' : 'pt');
  const row = {
    project: merchant.project,
    id: makeId('bps'),
    customer,
    mode: input.mode,
    configuration: input.configuration,
    capabilities: input.capabilities ?? [...capabilities],
    returnUrl: input.returnUrl ?? null,
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
  };
  await database.insert(portalSessions).values(row);
  await record(database, {
    project: merchant.project,
    customer,
    type: 'portal.session.created',
    target: row.id,
    by: `key:${merchant.key}`,
    actor: row.actor,
    data: { object: toPortalSession(row) },
    at: now,
  });
  return {
    ...toPortalSession(row),
    // In the fragment, so that the code is in no request line, no log and no Referer.
    url: row.mode === 'hosted' ? `${publicUrl}/session/${row.id}#${secret}` : null,
    token: row.mode === 'embedded' ? secret : null,
  } satisfies CreatedPortalSession;
};

async function findOneCustomer(database: Database, project: string, input: Input): Promise<string> {
  const { customer, customerReference, email } = input;
  const who = customer
    ? eq(customers.id, customer)
    : customerReference
      ? eq(customers.reference, customerReference)
      : eq(sql`lower(${customers.email})`, sql`lower(${email!})`);
  const found = await database
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.project, project), who))
    .limit(2);
  if (found.length > 1) throw new BillfoldError('customer_ambiguous');
  if (!found[0]) throw new BillfoldError('customer_not_found');
  return found[0].id;
}

/** Where the session leads and where it is used must be the project's to allow: a link is as good as a redirect. */
async function checkSettings({ input, merchant, unit }: MerchantContext<Input>): Promise<void> {
  const [project] = await unit.database
    .select({
      returnOrigins: projects.returnOrigins,
      embedOrigins: projects.embedOrigins,
      testMode: projects.testMode,
      configuration: portalConfigurations.id,
    })
    .from(projects)
    .leftJoin(
      portalConfigurations,
      and(eq(portalConfigurations.project, projects.id), eq(portalConfigurations.id, input.configuration)),
    )
    .where(eq(projects.id, merchant.project));
  if (!project?.configuration) throw new BillfoldError('configuration_not_found');
  if (input.returnUrl && !isAllowedOrigin(input.returnUrl, project.returnOrigins, project.testMode)) {
    throw new BillfoldError('return_url_not_allowed', {
      fields: [{ path: 'returnUrl', message: 'its origin is not allowed' }],
    });
  }
  if (input.embedOrigin && !isAllowedOrigin(input.embedOrigin, project.embedOrigins, project.testMode)) {
    throw new BillfoldError('embed_origin_not_allowed', {
      fields: [{ path: 'embedOrigin', message: 'is not allowed' }],
    });
  }
}
