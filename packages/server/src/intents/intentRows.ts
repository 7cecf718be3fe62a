import { and, eq, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { makeId } from '../access/secrets.js';
import type { Database } from '../database/Database.js';
import { intents } from '../database/remoteSchema.js';
import { forgetAnswers, forgetAnswersBefore } from '../last-known/lastKnownRows.js';
import type { Shown } from './Shown.js';

/** Who wants what done. The same key of the same caller is the same intent. */
export interface WantedIntent {
  project: string;
  /** Whose billing is changed; null: of somebody who is only being made. */
  customer: string | null;
  /** Id of the session or of the secret key. */
  caller: string;
  operation: string;
  key: string | null;
  requestHash: string;
  /** All that it takes to do it, sealed. */
  request: string;
  now: Date;
}

export type IntentRow = typeof intents.$inferSelect;

/**
 * Longer than a request may take to ask the provider and to write down what came of it. What is still leased then was left
 * behind by a process that has ended. Leases go by the clock of the database, which all processes have in common.
 */
const LEASE = sql`clock_timestamp() + interval '30 seconds'`;
const isDue = sql`(${intents.leasedUntil} is null or ${intents.leasedUntil} <= clock_timestamp())`;

/** The intent of a caller's key, if there is one. */
export async function findIntent(
  database: Database,
  { project, caller, operation, key }: WantedIntent,
): Promise<IntentRow | null> {
  if (key === null) return null;
  const [row] = await database
    .select()
    .from(intents)
    .where(
      and(
        eq(intents.project, project),
        eq(intents.caller, caller),
        eq(intents.operation, operation),
        eq(intents.key, key),
      ),
    );
  return row ?? null;
}

/** Whether something of a customer is under way at the provider, so that what is read there may be the half of it. */
export async function hasOpenIntent(database: Database, project: string, customer: string): Promise<boolean> {
  return (await findOpenIntent(database, project, customer)) !== null;
}

/** What of a customer is under way at the provider, as it is shown; null: nothing is. There is one at most. */
export async function findOpenIntent(
  database: Database,
  project: string,
  customer: string,
): Promise<Pick<IntentRow, 'shown'> | null> {
  const [open] = await database
    .select({ shown: intents.shown })
    .from(intents)
    .where(and(eq(intents.project, project), eq(intents.customer, customer), isNull(intents.finishedAt)));
  return open ?? null;
}

/** Writes an intent down. Null when its customer has another one that is not finished, or its key was used meanwhile. */
export async function insertIntent(
  database: Database,
  id: string,
  { now, ...wanted }: WantedIntent,
): Promise<IntentRow | null> {
  const [row] = await database
    .insert(intents)
    .values({ ...wanted, id, lease: makeId('lease'), leasedUntil: LEASE, createdAt: now })
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/**
 * Takes on an intent that nobody works on, also one that rests: whoever asks for it waits for it. Null when somebody does, or
 * it is finished.
 */
export async function takeIntent(database: Database, row: Pick<IntentRow, 'project' | 'id'>) {
  const isNobodys = or(isNull(intents.lease), isDue);
  return take(database, and(isIntent(row), isNull(intents.finishedAt), isNobodys));
}

/**
 * Takes on the one that has been due longest among those that nobody works on. One that rests is due later, so that one which never comes to
 * an end holds up no other.
 */
export async function takeAnyIntent(database: Database): Promise<IntentRow | null> {
  const longest = sql`(select project_id, id from intents
    where finished_at is null and (leased_until is null or leased_until <= clock_timestamp())
    order by leased_until nulls first limit 1 for update skip locked)`;
  return take(database, sql`(${intents.project}, ${intents.id}) = ${longest}`);
}

/** Lets the intent of a customer rest no longer: there is word from the provider, so it can be reached. */
export async function hastenIntent(database: Database, project: string, customer: string): Promise<void> {
  await database
    .update(intents)
    .set({ leasedUntil: null })
    .where(
      and(
        eq(intents.project, project),
        eq(intents.customer, customer),
        isNull(intents.finishedAt),
        isNull(intents.lease),
      ),
    );
}

async function take(database: Database, which: SQL | undefined): Promise<IntentRow | null> {
  const [taken] = await database
    .update(intents)
    .set({ lease: makeId('lease'), leasedUntil: LEASE, drives: sql`${intents.drives} + 1` })
    .where(which)
    .returning();
  return taken ?? null;
}

type Held = Pick<IntentRow, 'project' | 'id' | 'lease'>;

/** Writes down what was asked and answered, before anything is changed. @throws when somebody else has taken the intent on. */
export async function saveJournal(
  database: Database,
  held: Held,
  written: { journal: string; shown: Shown | null },
): Promise<void> {
  await updateHeld(database, held, { ...written, leasedUntil: LEASE });
}

/** Writes down what a step has come to. */
export async function saveStep(database: Database, held: Held, name: string, result: string | null) {
  const value = sql`jsonb_build_object(${name}::text, ${result}::text)`;
  await updateHeld(database, held, { steps: sql`${intents.steps} || ${value}` });
}

/** Writes down all steps anew. */
export async function saveSteps(database: Database, held: Held, steps: IntentRow['steps']): Promise<void> {
  await updateHeld(database, held, { steps });
}

/** Ends an intent with what came of it, in the transaction that writes it all down. */
export async function finishIntent(
  database: Database,
  held: Held & Pick<IntentRow, 'customer'>,
  { result, refused, now }: { result: string; refused: boolean; now: Date },
): Promise<void> {
  // What was asked holds names and addresses; from here on only the result is needed.
  const emptied = { request: '', journal: null, steps: {}, shown: null, lease: null, leasedUntil: null };
  await updateHeld(database, held, { ...emptied, finishedAt: now, result, refused });
  // What was known of them before may be so no more, and must not be shown again.
  if (held.customer !== null) await forgetAnswers(database, held.project, held.customer);
}

/**
 * Takes an intent back that has changed nothing: its key can be used again.
 *
 * @throws IntentLost when somebody else has taken it on, who may change something by now.
 */
export async function dropIntent(database: Database, held: Held): Promise<void> {
  const dropped = await database.delete(intents).where(isHeld(held)).returning({ id: intents.id });
  if (dropped.length === 0) throw new IntentLost(`Somebody else works on the intent ${held.id}.`);
}

/** Leaves an intent to whoever drives it next, after some seconds. */
export async function leaveIntent(database: Database, held: Held, seconds: number): Promise<void> {
  await database
    .update(intents)
    .set({ lease: null, leasedUntil: sql`clock_timestamp() + ${seconds} * interval '1 second'` })
    .where(isHeld(held));
}

/** Somebody else has taken an intent on, because this process took too long over it. */
export class IntentLost extends Error {}

async function updateHeld(
  database: Database,
  held: Held,
  set: Parameters<ReturnType<Database['update']>['set']>[0],
): Promise<void> {
  const updated = await database
    .update(intents)
    .set(set as Partial<typeof intents.$inferInsert>)
    .where(isHeld(held))
    .returning({ id: intents.id });
  if (updated.length === 0) throw new IntentLost(`Somebody else works on the intent ${held.id}.`);
}

const isIntent = ({ project, id }: Pick<IntentRow, 'project' | 'id'>) =>
  and(eq(intents.project, project), eq(intents.id, id));

const isHeld = (held: Held) =>
  and(isIntent(held), eq(intents.lease, held.lease ?? ''), isNull(intents.finishedAt));

const KEPT_MS = 25 * 60 * 60_000;

/** Removes intents that were finished so long ago that nobody can ask for their results. Called now and then. */
export async function forgetOldIntents(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await forgetAnswersBefore(database, before);
  await database.delete(intents).where(and(lt(intents.createdAt, before), isNotNull(intents.finishedAt)));
}
