import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** How often a subscription was seen to be another one: Stripe counts no versions. */
export const stripeVersions = pgTable(
  'stripe_versions',
  {
    project: text('project_id').notNull(),
    subscription: text('subscription_id').notNull(),
    /** SHA-256 of all that a version is of, as it was seen last. */
    fingerprint: text('fingerprint').notNull(),
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.subscription] })],
);
