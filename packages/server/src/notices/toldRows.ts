import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { toldCustomers, toldResources } from '../database/remoteSchema.js';
import { withoutSecrets } from '../events/record.js';
import type { ToldObject } from '../events/toldObject.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../provider/Provider.js';

/** Whether a provider sends word of what has changed there. */
export const sendsNotices = ({ remote }: Pick<Provider, 'remote'>) => remote?.readNotice !== undefined;

type Whose = Pick<BillingCustomer, 'project' | 'id'>;

/**
 * Remembers a customer whom a provider elsewhere knows from now on.
 *
 * @param isNew they have nothing there yet: all that comes is told. Else what they have is read first, and is old.
 */
export async function watchCustomer(
  { database, now }: Pick<UnitOfWork, 'database' | 'now'>,
  { project, id }: Whose,
  isNew: boolean,
): Promise<void> {
  await database
    .insert(toldCustomers)
    .values({ project, customer: id, baselineAt: isNew ? now : null })
    .onConflictDoNothing();
}

/** Something as the merchant was told of it last. */
export interface Told<Resource> {
  /** Null: that it is no more. */
  resource: Resource | null;
  trialEndToldAt: Date | null;
}

/** All of a kind that the merchant was told of, by id. */
export async function readTold<Resource extends { id: string }>(
  database: Database,
  { project, id }: Whose,
  object: ToldObject,
): Promise<Map<string, Told<Resource>>> {
  const rows = await database
    .select()
    .from(toldResources)
    .where(and(isCustomers(project, id), eq(toldResources.object, object)));
  return new Map(rows.map((row) => [row.id, row as Told<Resource>]));
}

/** One of them; null: the merchant was never told of it. */
export async function findTold<Resource extends { id: string }>(
  database: Database,
  { project, id }: Whose,
  object: ToldObject,
  target: string,
): Promise<Told<Resource> | null> {
  const [row] = await database
    .select()
    .from(toldResources)
    .where(and(isCustomers(project, id), eq(toldResources.object, object), eq(toldResources.id, target)));
  return (row as Told<Resource> | undefined) ?? null;
}

/** Whether something that is there was told of, by whomever. */
export async function isTold(database: Database, whose: Whose, object: ToldObject, target: string) {
  const told = await findTold(database, whose, object, target);
  return told !== null && told.resource !== null;
}

/** Keeps how things are now where nobody has to be told of it. What is told is kept by that. */
export async function keepTold(
  database: Database,
  { project, id: customer }: Whose,
  object: ToldObject,
  resources: readonly { id: string }[],
): Promise<void> {
  for (let start = 0; start < resources.length; start += CHUNK) {
    const rows = resources.slice(start, start + CHUNK).map((resource) => ({
      project,
      customer,
      object,
      id: resource.id,
      resource: withoutSecrets(resource),
    }));
    await database
      .insert(toldResources)
      .values(rows)
      .onConflictDoUpdate({
        target: [toldResources.project, toldResources.customer, toldResources.object, toldResources.id],
        set: { resource: sql`excluded.resource` },
      });
  }
}

const CHUNK = 500;

/** Forgets something that is no more and of which nobody has to be told. */
export async function keepGone(
  database: Database,
  { project, id }: Whose,
  object: ToldObject,
  target: string,
) {
  await database
    .update(toldResources)
    .set({ resource: null })
    .where(
      and(
        isCustomers(project, id),
        eq(toldResources.object, object),
        eq(toldResources.id, target),
        isNotNull(toldResources.resource),
      ),
    );
}

/** Writes down that a trial was told of before its end. */
export async function keepTrialTold(database: Database, { project, id }: Whose, target: string, end: Date) {
  await database
    .update(toldResources)
    .set({ trialEndToldAt: end })
    .where(
      and(isCustomers(project, id), eq(toldResources.object, 'subscription'), eq(toldResources.id, target)),
    );
}

const isCustomers = (project: string, customer: string) =>
  and(eq(toldResources.project, project), eq(toldResources.customer, customer));
