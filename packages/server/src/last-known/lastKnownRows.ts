import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { lastKnown } from '../database/remoteSchema.js';

/** What was asked, about whom. */
export interface Question {
  project: string;
  customer: string;
  /** The method of the port with its arguments, in a form of bounded length. */
  question: string;
}

/** Keeps an answer in place of an earlier one. @param answer sealed. @param at when it was asked for. */
export async function saveAnswer(
  database: Database,
  asked: Question,
  { answer, at }: { answer: string; at: Date },
): Promise<void> {
  await database
    .insert(lastKnown)
    .values({ ...asked, answer, at })
    .onConflictDoUpdate({
      target: [lastKnown.project, lastKnown.customer, lastKnown.question],
      set: { answer, at },
      // A slow answer must not take the place of one that was asked for later.
      setWhere: lt(lastKnown.at, sql`excluded.at`),
    });
}

/** The answer that is kept. What was asked before something of the customer was changed is no answer any more. */
export async function findAnswer(
  database: Database,
  { project, customer, question }: Question,
): Promise<{ answer: string; at: Date } | null> {
  const [row] = await database
    .select({ answer: lastKnown.answer, at: lastKnown.at })
    .from(lastKnown)
    .where(
      and(
        eq(lastKnown.project, project),
        eq(lastKnown.customer, customer),
        eq(lastKnown.question, question),
        sql`not exists (select 1 from intents i where i.project_id = ${lastKnown.project}
          and i.customer_id = ${lastKnown.customer} and i.finished_at >= ${lastKnown.at})`,
      ),
    );
  return row ?? null;
}

/** Forgets all answers about a customer, in the transaction that writes down what was changed. */
export async function forgetAnswers(database: Database, project: string, customer: string): Promise<void> {
  await database
    .delete(lastKnown)
    .where(and(eq(lastKnown.project, project), eq(lastKnown.customer, customer)));
}

/**
 * Forgets what was asked before a change that is about to be forgotten itself: a slow answer can be written down after the change, and
 * nobody would know then that it was an older one.
 */
export async function forgetAnswersBefore(database: Database, changesBefore: Date): Promise<void> {
  await database.execute(sql`
    delete from last_known using intents i
    where i.created_at < ${changesBefore.toISOString()}::timestamptz and i.project_id = ${lastKnown.project}
      and i.customer_id = ${lastKnown.customer} and i.finished_at >= ${lastKnown.at}`);
}

/** How long an answer is of use to anybody. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** How many different questions about one customer are kept answers to; a page of billing asks about ten. */
const KEPT_OF_EACH = 100;

/** Removes answers that are old, or too many. Called now and then. */
export async function forgetOldAnswers(database: Database, now: Date): Promise<void> {
  await database.delete(lastKnown).where(lt(lastKnown.at, new Date(now.getTime() - KEPT_MS)));
  await database.execute(sql`
    delete from last_known old using (
      select project_id, customer_id, question,
        row_number() over (partition by project_id, customer_id order by at desc) as place
      from last_known) counted
    where counted.place > ${KEPT_OF_EACH} and old.project_id = counted.project_id
      and old.customer_id = counted.customer_id and old.question = counted.question`);
}
