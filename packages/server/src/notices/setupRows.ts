import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { providerSetups } from '../database/remoteSchema.js';
import type { PortalContext } from '../operation.js';
import { sendsNotices } from './toldRows.js';

type SetupRow = typeof providerSetups.$inferSelect;
type Context = Pick<PortalContext<unknown>, 'caller' | 'unit' | 'provider'>;

/**
 * Remembers that a payment method is to be put on file: the customer may confirm it and go before their page has said so. A
 * provider on the portal's own database remembers it itself.
 */
export async function beginSetup({ caller, unit, provider }: Context, id: string): Promise<void> {
  if (!sendsNotices(provider)) return;
  await unit.database
    .insert(providerSetups)
    .values({ project: caller.project, customer: caller.customer.id, id, createdAt: unit.now })
    .onConflictDoNothing();
}

/** Remembers what the customer has chosen for a payment method that their bank has not decided about yet. */
export async function keepChoice(
  { caller, unit, provider }: Context,
  id: string,
  choice: NonNullable<SetupRow['choice']>,
): Promise<void> {
  if (!sendsNotices(provider)) return;
  await unit.database
    .update(providerSetups)
    .set({ choice })
    .where(isSetup(caller.project, caller.customer.id, id));
}

/** Writes down that it is on file. */
export async function finishSetup({ caller, unit, provider }: Context, id: string): Promise<void> {
  if (!sendsNotices(provider)) return;
  await unit.database
    .update(providerSetups)
    .set({ finishedAt: unit.now })
    .where(isSetup(caller.project, caller.customer.id, id));
}

/** What was begun here and is not known to be on file; null: it is, or it was not begun here. */
export async function findOpenSetup(
  database: Database,
  project: string,
  customer: string,
  id: string,
): Promise<SetupRow | null> {
  const [row] = await database
    .select()
    .from(providerSetups)
    .where(and(isSetup(project, customer, id), isNull(providerSetups.finishedAt)));
  return row ?? null;
}

const KEPT_MS = 35 * 24 * 60 * 60_000;

/** Removes what nobody can confirm any more. Called now and then. */
export async function forgetOldSetups(database: Database, now: Date): Promise<void> {
  await database
    .delete(providerSetups)
    .where(lt(providerSetups.createdAt, new Date(now.getTime() - KEPT_MS)));
}

const isSetup = (project: string, customer: string, id: string) =>
  and(eq(providerSetups.project, project), eq(providerSetups.customer, customer), eq(providerSetups.id, id));
