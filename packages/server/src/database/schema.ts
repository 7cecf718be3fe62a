import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import {
  customerKinds,
  disabledReasons,
  type Actor,
  type Address,
  type Branding,
  type BusinessProfile,
  type Capability,
  type EventType,
  type Flow,
  type PortalFeatures,
  type StepUp,
  type TaxIdEntry,
  type WebhookAttempt,
} from '@billfold/contract';
import type { ExpectedPrice, PlanChange } from '../provider/CustomerBilling.js';
import { bytea, instant } from './columns.js';

/**
 * The portal's own tables. Customer-scoped ones lead their keys with (project, customer), so that they can be
 * distributed by customer. Secrets are stored as SHA-256 only: each has 256 random bits, so a slow hash would
 * protect nothing more.
 */

/** One app: its own keys, customers, settings. */
export const projects = pgTable('projects', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  testMode: boolean('test_mode').notNull(),
  returnOrigins: text('return_origins')
    .array()
    .notNull()
    .default(sql`'{}'`),
  embedOrigins: text('embed_origins')
    .array()
    .notNull()
    .default(sql`'{}'`),
  /** Host name under which browsers reach the portal of this project; null: that of the server. */
  domain: text('domain').unique(),
  branding: jsonb('branding').$type<Branding>().notNull(),
  /** Signs cursors. Not a credential: it only keeps positions of one customer from being used for another. */
  cursorKey: text('cursor_key').notNull(),
  createdAt: instant('created_at').notNull(),
});

export const secretKeys = pgTable(
  'secret_keys',
  {
    id: text('id').primaryKey(),
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    hash: text('hash').notNull().unique(),
    last4: text('last4').notNull(),
    /** As the merchant calls it. */
    name: text('name'),
    createdAt: instant('created_at').notNull(),
    /** Kept to the minute. */
    lastUsedAt: instant('last_used_at'),
    /** Of a key that another one has taken the place of. */
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('secret_keys_project').on(table.project)],
);

export const portalConfigurations = pgTable(
  'portal_configurations',
  {
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    id: text('id').notNull(),
    /** As they were stored; what newer versions add is filled in when they are read. */
    features: jsonb('features').$type<Partial<PortalFeatures>>().notNull(),
    businessProfile: jsonb('business_profile').$type<Partial<BusinessProfile>>().notNull().default({}),
    stepUp: jsonb('step_up').$type<Partial<StepUp>>().notNull().default({}),
    defaultReturnUrl: text('default_return_url'),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** Images that projects are known by, as they were when they were given. */
export const logos = pgTable(
  'logos',
  {
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    /** SHA-256 of the bytes, in hex. */
    hash: text('hash').notNull(),
    /** `image/png`, `image/jpeg` or `image/webp`. */
    type: text('type').notNull(),
    bytes: bytea('bytes').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.hash] }), index('logos_hash').on(table.hash)],
);

export const customers = pgTable(
  'customers',
  {
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    id: text('id').notNull(),
    reference: text('reference'),
    /** Their id at the provider, where that has ids of its own. */
    providerCustomer: text('provider_customer'),
    name: text('name'),
    email: text('email'),
    address: jsonb('address').$type<Address>(),
    kind: text('kind', { enum: customerKinds }).notNull().default('individual'),
    invoiceEmails: jsonb('invoice_emails').$type<string[]>().notNull().default([]),
    phone: text('phone'),
    purchaseOrder: text('purchase_order'),
    taxIds: jsonb('tax_ids').$type<TaxIdEntry[]>().notNull().default([]),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    unique('customers_reference').on(table.project, table.reference),
    uniqueIndex('customers_provider_customer').on(table.providerCustomer),
    index('customers_email').on(table.project, sql`lower(${table.email})`),
    index('customers_newest').on(table.project, table.createdAt.desc(), table.id.desc()),
  ],
);

export const portalSessions = pgTable(
  'portal_sessions',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    customer: text('customer_id').notNull(),
    mode: text('mode', { enum: ['hosted', 'embedded'] }).notNull(),
    configuration: text('configuration').notNull(),
    capabilities: jsonb('capabilities').$type<Capability[]>().notNull(),
    returnUrl: text('return_url'),
    embedOrigin: text('embed_origin'),
    locale: text('locale'),
    actor: jsonb('actor').$type<Actor>(),
    /** What the customer was sent to do; null: whatever they like. */
    flow: jsonb('flow').$type<Flow>(),
    /** Until when the merchant's app has vouched for who sits at the keyboard. */
    provenUntil: instant('proven_until'),
    /** Hash of the link's code; null for an embedded session. */
    linkHash: text('link_hash'),
    /** Hash of the cookie or token that the session goes by; null until a link is redeemed. */
    credentialHash: text('credential_hash'),
    createdAt: instant('created_at').notNull(),
    /** The secret key that made it. A session ends with its key: whoever revokes a stolen key wants that. */
    key: text('key_id')
      .notNull()
      .references(() => secretKeys.id),
    expiresAt: instant('expires_at').notNull(),
    redeemedAt: instant('redeemed_at'),
    revokedAt: instant('revoked_at'),
    /** Who has ended it before its time; null: nobody, or a server of an older version did not say. */
    endedBy: text('ended_by', { enum: ['customer', 'merchant'] }),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.id] }),
    uniqueIndex('portal_sessions_id').on(table.id),
    uniqueIndex('portal_sessions_link').on(table.linkHash),
    uniqueIndex('portal_sessions_credential').on(table.credentialHash),
    index('portal_sessions_newest').on(table.project, table.createdAt.desc(), table.id.desc()),
  ],
);

/** Results of what was done under an Idempotency-Key, kept for a day to be given again. */
export const idempotentResults = pgTable(
  'idempotent_results',
  {
    project: text('project_id').notNull(),
    /** Who sent it: the id of a secret key or of a portal session. */
    caller: text('caller').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    /** Encrypted under the caller's credential, which is not stored: a result may hold a link that works. */
    result: text('result').notNull(),
    /** Whether the result is an error, of a request that had its effect all the same. */
    refused: boolean('refused').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.caller, table.operation, table.key] }),
    index('idempotent_results_age').on(table.createdAt),
  ],
);

/** What a quote was given for, and whether it was used. The customer has its amounts; here is what binds the server to them. */
export const quotes = pgTable(
  'quotes',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    id: text('id').notNull(),
    subscription: text('subscription_id').notNull(),
    subscriptionVersion: integer('subscription_version').notNull(),
    change: jsonb('change').$type<StoredPlanChange>().notNull(),
    /** Minor units of the subscription's currency. */
    dueNow: bigint('due_now', { mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.id] }),
    index('quotes_age').on(table.createdAt),
  ],
);

/** A change as JSON holds it, and what it was said to cost; absent in quotes from before that was kept. */
export type StoredPlanChange = Omit<PlanChange, 'pricedAt'> & { pricedAt: string; expected?: ExpectedPrice };

/** The last offer that a subscription has accepted: one row, so that two at once can not both have it. */
export const retentionOffers = pgTable(
  'retention_offers',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    subscription: text('subscription_id').notNull(),
    coupon: text('coupon').notNull(),
    acceptedAt: instant('accepted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.customer, table.subscription] })],
);

/** How often a customer has tried something in the hour that began at `since`. */
export const attempts = pgTable(
  'attempts',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    /** What is tried: the name of an operation. */
    kind: text('kind').notNull(),
    /** Id of what it is tried with; empty where there is none yet. */
    target: text('target').notNull(),
    since: instant('since').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.kind, table.target] }),
    index('attempts_age').on(table.since),
  ],
);

/** Who did what, in the transaction that did it. */
export const auditLog = pgTable(
  'audit_log',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    /** The order in which rows are written, also of those that one request writes at one instant. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity(),
    customer: text('customer_id'),
    action: text('action').notNull(),
    /** `key:…`, `session:…`, `operator`, `server` or `anyone`. */
    by: text('by').notNull(),
    actor: jsonb('actor').$type<Actor>(),
    target: text('target'),
    before: jsonb('before').$type<object>(),
    after: jsonb('after').$type<object>(),
    /** The event that tells the merchant of it. */
    event: text('event_id'),
    requestId: text('request_id'),
    ipHash: text('ip_hash'),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('audit_log_newest').on(table.project, table.at.desc(), table.id.desc()),
    index('audit_log_customer').on(table.project, table.customer, table.at.desc(), table.id.desc()),
    index('audit_log_by').on(table.project, table.by, table.at.desc(), table.sequence.desc()),
    index('audit_log_target').on(table.project, table.target, table.at.desc(), table.sequence.desc()),
    index('audit_log_action').on(table.project, table.action, table.at.desc(), table.sequence.desc()),
  ],
);

/** Events that wait to be told to the merchant, in the transaction that they tell of. */
export const events = pgTable(
  'events',
  {
    project: text('project_id').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    customer: text('customer_id'),
    data: jsonb('data').notNull(),
    /** Grows from event to event. Given out when the row is written, so not always in the order of commits. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity(),
    actor: jsonb('actor').$type<Actor>(),
    requestId: text('request_id'),
    idempotencyKey: text('idempotency_key'),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('events_newest').on(table.project, table.at.desc(), table.id.desc()),
    index('events_sequence').on(table.project, table.sequence.desc()),
  ],
);

/** Addresses of merchants that events are sent to. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description'),
    /** What it listens to; null: everything. */
    eventTypes: text('event_types').array().$type<EventType[]>(),
    /** Sealed: it must be read to sign, and whoever has the database alone must not sign. */
    secret: text('secret').notNull(),
    /** The one before it, sealed too, and until when deliveries are signed by it as well. */
    previousSecret: text('previous_secret'),
    previousSecretUntil: instant('previous_secret_until'),
    enabled: boolean('enabled').notNull(),
    disabledReason: text('disabled_reason', { enum: disabledReasons }),
    /** Since when every delivery has failed, and when the last one did. */
    failingSince: instant('failing_since'),
    failedAt: instant('failed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** What is sent to whom: one row for each event and each endpoint that listens to it, written with the event. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    project: text('project_id').notNull(),
    endpoint: text('endpoint_id').notNull(),
    event: text('event_id').notNull(),
    /** How many tries of the schedule are used up. */
    step: integer('step').notNull().default(0),
    /** How many there were in all, with those of earlier schedules. */
    attempts: integer('attempts').notNull().default(0),
    /** Null: it has arrived, or was given up. */
    nextAttemptAt: instant('next_attempt_at'),
    /** Who sends it right now, and until when that is believed: whoever is killed leaves it behind. */
    lease: text('lease'),
    leasedUntil: instant('leased_until'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.endpoint, table.event] }),
    index('webhook_deliveries_due')
      .on(table.project, table.endpoint, table.nextAttemptAt)
      .where(sql`next_attempt_at is not null`),
    index('webhook_deliveries_age').on(table.createdAt),
  ],
);

/** What became of each try. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    project: text('project_id').notNull(),
    endpoint: text('endpoint_id').notNull(),
    id: text('id').notNull(),
    event: text('event_id').notNull(),
    attempt: integer('attempt').notNull(),
    succeeded: boolean('succeeded').notNull(),
    statusCode: integer('status_code'),
    failure: text('failure').$type<NonNullable<WebhookAttempt['failure']>>(),
    durationMs: integer('duration_ms').notNull(),
    nextAttemptAt: instant('next_attempt_at'),
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.endpoint, table.id] }),
    index('webhook_attempts_newest').on(table.project, table.endpoint, table.at.desc(), table.id.desc()),
    index('webhook_attempts_age').on(table.at),
  ],
);

/** How many requests of a kind there were by one key (`session:bps_…`) until `expire`, in milliseconds since 1970. */
export const rateLimits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expire: bigint('expire', { mode: 'number' }),
});

/** Keys that all servers have in common. `ip`: what addresses of clients are hashed with. */
export const serverKeys = pgTable('server_keys', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

/**
 * Columns that are not of this version: nothing here reads or writes them. Servers of the version before do, and run on while
 * they are replaced one by one. A later step drops them.
 */
export const keptColumns = [
  { column: 'customers.tax_id', type: 'text' },
  { column: 'sandbox_customers.tax_id', type: 'text' },
] as const;
