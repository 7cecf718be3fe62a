import { sql, type SQL } from 'drizzle-orm';
import {
  PortalFeatures,
  StepUp,
  type Actor,
  type Address,
  type Branding,
  type BusinessProfile,
  type Capability,
  type CustomerKind,
  type Flow,
  type Session,
  type TaxIdEntry,
} from '@billfold/contract';
import { rowsOf, type Database } from '../database/Database.js';
import type { Provider } from '../provider/Provider.js';
import { brandingOf } from './brandingOf.js';
import type { Caller } from './Caller.js';
import { isLiveKey } from './isLiveKey.js';
import { isAllowedOrigin } from './origins.js';
import { readStored } from '../configurations/readStored.js';

/** A live portal session with all that a request must know: whose it is, what it may do, what is on offer. */
export interface SessionContext extends Caller {
  id: string;
  by: `session:${string}`;
  capabilities: Capability[];
  mode: 'hosted' | 'embedded';
  configuration: string;
  stepUp: StepUp;
  /** Until when the merchant's app has vouched for who sits at the keyboard. */
  provenUntil: Date | null;
  flow: Flow | null;
  returnUrl: string | null;
  /** Where the project lets customers be sent back to at this moment. */
  returnOrigins: string[];
  embedOrigin: string | null;
  locale: string | null;
  createdAt: Date;
  redeemedAt: Date | null;
  expiresAt: Date;
}

/**
 * The session that goes by a credential, or null: unknown, expired and revoked are the same to the caller.
 * One statement, asked on every request, so that a revocation or a changed configuration counts at once on
 * every server.
 */
export async function findSession(
  database: Database,
  credentialHash: string,
  now: Date,
): Promise<SessionContext | null> {
  const rows = await rowsOf<SessionRow>(
    database,
    sql`${selectSession(sql`portal_sessions`, now)}
      where session.credential_hash = ${credentialHash}
        and session.revoked_at is null and session.expires_at > ${now.toISOString()}::timestamptz`,
  );
  return rows[0] ? toSessionContext(rows[0]) : null;
}

/** Reads sessions, and all that belongs to them, from a table or a common table expression. */
export const selectSession = (source: SQL, now: Date) => sql`
  select session.id, session.project_id, session.mode, session.configuration, session.capabilities,
    session.return_url, session.embed_origin, session.locale, session.actor, session.flow, session.proven_until,
    session.created_at, session.redeemed_at, session.expires_at,
    project.test_mode, project.branding, project.cursor_key, project.return_origins,
    configuration.features, configuration.business_profile, configuration.step_up,
    customer.id as customer_id, customer.reference, customer.provider_customer, customer.kind, customer.name, customer.email,
    customer.invoice_emails, customer.phone, customer.address, customer.purchase_order, customer.tax_ids,
    customer.created_at as customer_created_at
  from ${source} session
    join projects project on project.id = session.project_id
    join secret_keys key on key.id = session.key_id and ${isLiveKey(now)}
    join portal_configurations configuration
      on configuration.project_id = session.project_id and configuration.id = session.configuration
    join customers customer on customer.project_id = session.project_id and customer.id = session.customer_id`;

export interface SessionRow {
  id: string;
  project_id: string;
  mode: SessionContext['mode'];
  configuration: string;
  capabilities: Capability[];
  return_url: string | null;
  embed_origin: string | null;
  locale: string | null;
  actor: Actor | null;
  flow: Flow | null;
  proven_until: string | null;
  created_at: string;
  redeemed_at: string | null;
  expires_at: string;
  test_mode: boolean;
  branding: Branding;
  cursor_key: string;
  return_origins: string[];
  features: Partial<PortalFeatures>;
  business_profile: Partial<BusinessProfile>;
  step_up: Partial<StepUp>;
  customer_id: string;
  reference: string | null;
  provider_customer: string | null;
  kind: CustomerKind;
  name: string | null;
  email: string | null;
  invoice_emails: string[];
  phone: string | null;
  address: Address | null;
  purchase_order: string | null;
  tax_ids: TaxIdEntry[];
  customer_created_at: string;
}

export function toSessionContext(row: SessionRow): SessionContext {
  return {
    id: row.id,
    by: `session:${row.id}`,
    project: row.project_id,
    customer: {
      project: row.project_id,
      id: row.customer_id,
      reference: row.reference,
      providerCustomer: row.provider_customer,
      kind: row.kind,
      name: row.name,
      email: row.email,
      invoiceEmails: row.invoice_emails,
      phone: row.phone,
      address: row.address,
      purchaseOrder: row.purchase_order,
      taxIds: row.tax_ids,
      createdAt: new Date(row.customer_created_at),
    },
    mode: row.mode,
    configuration: row.configuration,
    capabilities: row.capabilities,
    features: readStored(PortalFeatures, row.features),
    stepUp: readStored(StepUp, row.step_up),
    provenUntil: row.proven_until === null ? null : new Date(row.proven_until),
    branding: brandingOf(row.branding, row.business_profile),
    flow: row.flow,
    returnUrl: row.return_url,
    returnOrigins: row.return_origins,
    embedOrigin: row.embed_origin,
    locale: row.locale,
    actor: row.actor,
    testMode: row.test_mode,
    cursorKey: row.cursor_key,
    createdAt: new Date(row.created_at),
    redeemedAt: row.redeemed_at === null ? null : new Date(row.redeemed_at),
    expiresAt: new Date(row.expires_at),
  };
}

/** The session as its customer's page sees it: nothing that could be used as a credential. */
export function toSession(
  session: SessionContext,
  billingNow: Date,
  { paymentFields }: Pick<Provider, 'paymentFields'>,
): Session {
  return {
    id: session.id,
    customer: { id: session.customer.id, name: session.customer.name, email: session.customer.email },
    mode: session.mode,
    configuration: session.configuration,
    capabilities: session.capabilities,
    features: toSessionFeatures(session.features),
    branding: session.branding,
    paymentFields: paymentFields
      ? { provider: paymentFields.provider, settings: paymentFields.settings }
      : null,
    flow: flowOf(session),
    stepUp: {
      actions: session.stepUp.actions,
      url: session.stepUp.url,
      provenUntil: session.provenUntil?.toISOString() ?? null,
    },
    returnUrl: allowedReturn(session, session.returnUrl),
    locale: session.locale,
    actor: session.actor,
    testMode: session.testMode,
    now: billingNow.toISOString(),
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}

/** Whether customers may be sent there was asked when the session was made, and may have been thought better of since. */
function allowedReturn(
  { returnOrigins, testMode }: Pick<SessionContext, 'returnOrigins' | 'testMode'>,
  url: string | null,
): string | null {
  return url !== null && isAllowedOrigin(url, returnOrigins, testMode) ? url : null;
}

function flowOf(session: SessionContext): Flow | null {
  if (!session.flow) return null;
  const { type, returnUrl } = session.flow.afterCompletion;
  return { ...session.flow, afterCompletion: { type, returnUrl: allowedReturn(session, returnUrl) } };
}

function toSessionFeatures(features: PortalFeatures): Session['features'] {
  const { invoiceHistory, paymentMethodUpdate, customerUpdate } = features;
  const { subscriptionUpdate, subscriptionCancel, subscriptionPause } = features;
  const { reasons } = subscriptionCancel;
  return {
    invoiceHistory,
    paymentMethodUpdate,
    customerUpdate,
    subscriptionUpdate: { enabled: subscriptionUpdate.enabled, allow: subscriptionUpdate.allow },
    subscriptionCancel: {
      enabled: subscriptionCancel.enabled,
      mode: subscriptionCancel.mode,
      flow: subscriptionCancel.flow,
      reasons: reasons.enabled ? reasons.options : [],
    },
    subscriptionPause,
  };
}
