import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { SetupIntent } from '@billfold/contract';
import { isSameSecret, makeId } from '../../../access/secrets.js';
import type { Database } from '../../../database/Database.js';
import { ofCustomer, type CustomerKey } from './customers.js';
import { sandboxCustomers, sandboxSetupIntents, type SetupChoice } from './schema.js';

export type SetupIntentRow = typeof sandboxSetupIntents.$inferSelect;

export async function insertSetupIntent(
  database: Database,
  { project, customer }: CustomerKey,
  now: Date,
): Promise<SetupIntent> {
  const id = makeId('seti');
  const clientSecret = makeId(`${id}_secret`);
  await database.insert(sandboxSetupIntents).values({
    project,
    customer,
    id,
    clientSecret,
    status: 'requires_payment_method',
    createdAt: now,
  });
  return { id, clientSecret, createdAt: now.toISOString() };
}

/** One of the customer's, by its id. */
export async function findSetupIntent(
  database: Database,
  key: CustomerKey,
  id: string,
): Promise<SetupIntentRow | null> {
  const [row] = await database.select().from(sandboxSetupIntents).where(isIntent(key, id));
  return row ?? null;
}

/** One of the customer's, by what opens it. */
export async function findSetupIntentBySecret(
  database: Database,
  key: CustomerKey,
  clientSecret: string,
): Promise<SetupIntentRow | null> {
  const [id] = clientSecret.split('_secret_');
  const row = await findSetupIntent(database, key, id!);
  return row && isSameSecret(row.clientSecret, clientSecret) ? row : null;
}

export async function updateSetupIntent(
  database: Database,
  key: CustomerKey,
  id: string,
  changes: Partial<Omit<SetupIntentRow, 'project' | 'customer' | 'id'>>,
): Promise<void> {
  await database.update(sandboxSetupIntents).set(changes).where(isIntent(key, id));
}

/** Lets an intent of which the bank has not said anything be put on file as soon as it does, by time alone. */
export async function putOnFileLater(
  database: Database,
  key: CustomerKey,
  intent: SetupIntentRow,
  choice: SetupChoice,
): Promise<void> {
  await updateSetupIntent(database, key, intent.id, { choice });
  await database
    .update(sandboxCustomers)
    .set({ dueAt: sql`least(${sandboxCustomers.dueAt}, ${nextSettlement(key)})` })
    .where(ofCustomer(sandboxCustomers, key));
}

/** Lets no intent of which the bank has not said anything become the default: somebody has chosen another one since. */
export async function forgetPendingDefaults(database: Database, key: CustomerKey): Promise<void> {
  await database
    .update(sandboxSetupIntents)
    .set({ choice: sql`${sandboxSetupIntents.choice} || '{"makeDefault": false}'::jsonb` })
    .where(isWaiting(key));
}

/** Those that time puts on file by an instant, in order. */
export function listSettledSetups(database: Database, key: CustomerKey, by: Date): Promise<SetupIntentRow[]> {
  return database
    .select()
    .from(sandboxSetupIntents)
    .where(and(isWaiting(key), lte(sandboxSetupIntents.settlesAt, by)))
    .orderBy(asc(sandboxSetupIntents.settlesAt), asc(sandboxSetupIntents.id));
}

/** When time puts something on file next; null when it does not. */
export const nextSettlement = (key: CustomerKey) =>
  sql`(select min(${sandboxSetupIntents.settlesAt}) from ${sandboxSetupIntents} where ${isWaiting(key)})`;

const isWaiting = (key: CustomerKey) =>
  and(
    ofCustomer(sandboxSetupIntents, key),
    eq(sandboxSetupIntents.status, 'processing'),
    isNotNull(sandboxSetupIntents.choice),
  );

const isIntent = (key: CustomerKey, id: string) =>
  and(ofCustomer(sandboxSetupIntents, key), eq(sandboxSetupIntents.id, id));
