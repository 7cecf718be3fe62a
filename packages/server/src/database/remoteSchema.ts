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
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ToldObject } from '../events/toldObject.js';
import type { Shown } from '../intents/Shown.js';
import type { DefaultChoice } from '../provider/CustomerBilling.js';
import type { NoticeObject } from '../provider/Provider.js';
import { instant } from './columns.js';
import { projects } from './schema.js';

/**
 * Tables for a provider elsewhere: what is done there, what it has sent word of, what was told of it, and what it has said last.
 * With a provider on the portal's own database they are empty.
 */

/** What is done at a provider elsewhere: written down before it is done, and until its outcome is known. */
export const intents = pgTable(
  'intents',
  {
    project: text('project_id')
      .notNull()
      .references(() => projects.id),
    id: text('id').notNull(),
    /** Whose billing is changed; null: of somebody who is only being made. Each customer has one that is not finished, at most. */
    customer: text('customer_id'),
    /** Who sent it: the id of a secret key or of a portal session. */
    caller: text('caller').notNull(),
    operation: text('operation').notNull(),
    key: text('key'),
    requestHash: text('request_hash').notNull(),
    /** Sealed: all that it takes to do it. Empty once it is finished. */
    request: text('request').notNull(),
    /** Sealed: what the provider was asked and has answered, up to the change that is made now; null: nothing is changed yet. */
    journal: text('journal'),
    /** Sealed: what its steps have come to, by their names; null: it was begun. */
    steps: jsonb('steps').$type<Record<string, string | null>>().notNull().default({}),
    /** What customers see of it while its outcome is not known; null: nothing. */
    shown: jsonb('shown').$type<Shown>(),
    /** Sealed: what it came to; null: not known yet. */
    result: text('result'),
    /** Whether that is an error, of a request that had its effect all the same. */
    refused: boolean('refused').notNull().default(false),
    /** Who works on it right now, and until when that is believed: whoever is killed leaves it behind. */
    lease: text('lease'),
    leasedUntil: instant('leased_until'),
    /** How often it was taken on again. */
    drives: integer('drives').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    uniqueIndex('intents_key').on(table.project, table.caller, table.operation, table.key),
    uniqueIndex('intents_one_open')
      .on(table.project, table.customer)
      .where(sql`finished_at is null`),
    index('intents_open')
      .on(table.leasedUntil)
      .where(sql`finished_at is null`),
    index('intents_age').on(table.createdAt),
    index('intents_finished')
      .on(table.project, table.customer, table.finishedAt)
      .where(sql`finished_at is not null`),
  ],
);

/** Word that a provider elsewhere has sent, once each: whom and what it is about, and nothing else of what it said. */
export const providerNotices = pgTable(
  'provider_notices',
  {
    provider: text('provider').notNull(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    /** Null: about nothing that the portal shows. */
    providerCustomer: text('provider_customer'),
    object: text('object').$type<NoticeObject>(),
    objectId: text('object_id'),
    /** When it happened there. */
    createdAt: instant('created_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When it is looked into. */
    dueAt: instant('due_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.id] }),
    index('provider_notices_open')
      .on(table.providerCustomer, table.dueAt)
      .where(sql`settled_at is null`),
    index('provider_notices_due')
      .on(table.dueAt)
      .where(sql`settled_at is null`),
    index('provider_notices_age').on(table.receivedAt),
  ],
);

/** Customers of a provider elsewhere: one row for each who is known there. */
export const toldCustomers = pgTable(
  'told_customers',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    /** Since when all that changes is told; null: what they have there was not read yet. */
    baselineAt: instant('baseline_at'),
    /** Grows with everything that is told of them. */
    revision: bigint('revision', { mode: 'number' }).notNull().default(0),
    /** Who looks into what was said of them, and until when nobody else does. */
    lease: text('lease'),
    leasedUntil: instant('leased_until'),
    /** How often it was tried in vain. */
    tries: integer('tries').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer] }),
    index('told_customers_unread')
      .on(table.leasedUntil)
      .where(sql`baseline_at is null`),
  ],
);

/** What the merchant was told last of each thing that a customer has at a provider elsewhere. */
export const toldResources = pgTable(
  'told_resources',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    object: text('object').$type<ToldObject>().notNull(),
    id: text('id').notNull(),
    /** Null: it is no more. */
    resource: jsonb('resource').$type<object>(),
    /** The end of a trial that was told of before it came. */
    trialEndToldAt: instant('trial_end_told_at'),
  },
  (table) => [primaryKey({ columns: [table.project, table.customer, table.object, table.id] })],
);

/** Payment methods that are on their way to being on file at a provider elsewhere. */
export const providerSetups = pgTable(
  'provider_setups',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    /** The provider's id of the intent. */
    id: text('id').notNull(),
    /** What is to be charged to it; null: the customer has not said. */
    choice: jsonb('choice').$type<DefaultChoice & { makeDefault: boolean }>(),
    createdAt: instant('created_at').notNull(),
    /** When it was on file, or refused for good. */
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.id] }),
    index('provider_setups_age').on(table.createdAt),
  ],
);

/** What a provider elsewhere has said last, for when it can not be asked. */
export const lastKnown = pgTable(
  'last_known',
  {
    project: text('project_id').notNull(),
    customer: text('customer_id').notNull(),
    /** Method of the port and its arguments, in a form of bounded length. */
    question: text('question').notNull(),
    /** Sealed. */
    answer: text('answer').notNull(),
    /** When it was asked for. */
    at: instant('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.customer, table.question] }),
    index('last_known_age').on(table.at),
  ],
);
