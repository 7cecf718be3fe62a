import { CanNotOpen, type SecretBox } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import { BillfoldError, Refusal } from '../errors.js';
import type { Log } from '../http/router.js';
import { abandonedAt, abandonIntent } from './abandonIntent.js';
import { ask, isRefusal } from './ask.js';
import { AskedOtherwise, converse, isSame, type Asked } from './converse.js';
import {
  dropIntent,
  finishIntent,
  IntentLost,
  leaveIntent,
  saveJournal,
  type IntentRow,
} from './intentRows.js';
import { hasChanged, isChange, readJournal, writeJournal, type Call, type Journal } from './Journal.js';
import { linkCustomer } from './linkCustomer.js';
import { pendingAnswer } from './pendingAnswer.js';
import { sealResult } from './results.js';
import { shownOf, type Shown } from './Shown.js';
import { hasBegun, stepsOf } from './stepsOf.js';
import { readTask, type DoTask, type Task } from './Task.js';

export interface IntentParts extends Asked {
  database: Database;
  /** Seals what is kept of requests and results: names, addresses, secrets of payments. */
  secretBox: SecretBox;
  doTask: DoTask;
  clock: () => Date;
  /** How long all calls of one request may take together, in milliseconds. */
  askMs: number;
  log: Log;
}

/** How long all calls of one request may take together, where nothing else is said: a person is waiting. */
export const ASK_MS = 15_000;

/** How long an intent rests that has met a provider which could not be reached, by how often it was driven. */
const restSeconds = (drives: number) => Math.min(60, 2 ** Math.min(drives, 6));

/** How long servers of two versions run beside each other, at most. */
const STUCK_MS = 60 * 60_000;

/** An intent as it is being driven. */
interface Drive {
  row: IntentRow;
  task: Task;
  journal: Journal;
  shown: Shown | null;
}

/**
 * Brings an intent, held by this process, to its end, from wherever an earlier process has left it.
 *
 * @returns what the operation has come to; `pending`, where it may say so, when that is not known.
 * @throws BillfoldError whatever the operation throws when nothing was changed: then the intent is gone, and its key free.
 * `provider_unavailable` when it is not known: then it is left to be driven again.
 */
export async function driveIntent(parts: IntentParts, row: IntentRow): Promise<unknown> {
  const { database, secretBox, doTask, clock, askMs } = parts;
  if (clock() >= abandonedAt(row)) return abandonIntent(parts, row);
  const { task, request, journal, begun } = await openIntent(parts, row);
  const asBegun = journal.length;
  const drive: Drive = { row, task, journal, shown: row.shown };
  // Not the time of this drive: what depends on time is to come out as it did.
  const unit = { database, now: row.createdAt, deadline: Date.now() + askMs };
  try {
    const linked = await linkCustomer(parts, task, unit, row);
    return await converse(
      askedAgain(parts, row, journal),
      journal,
      (asked, whole) =>
        database.transaction(async (tx) => {
          const within = { database: tx, now: row.createdAt, request };
          const result = whole(await doTask(linked, within, asked));
          // What was begun may be done: whatever has come out instead is not what became of it.
          if (begun && journal.length === asBegun) throw new AskedOtherwise(begun, null);
          await finishIntent(tx, row, { ...(await sealResult(parts, row, result)), now: clock() });
          return result;
        }),
      async (call, index) => {
        // Its steps are those of the change that was begun, and of no other one.
        if (begun && index === asBegun && !isSame(begun, call)) throw new AskedOtherwise(begun, call);
        if (!isChange(call)) return ask(parts, call, unit);
        drive.shown = shownOf(call, journal, row.createdAt, abandonedAt(row));
        const written = await secretBox.seal(writeJournal(journal, call), row.id);
        await saveJournal(database, row, { journal: written, shown: drive.shown });
        const intent = stepsOf(parts, row, index);
        const answer = await ask(parts, call, { ...unit, intent });
        // Refused is refused whole: whatever steps there were have left nothing behind.
        if ('error' in answer) intent.forget();
        return answer;
      },
    );
  } catch (error) {
    return leave(parts, drive, error);
  }
}

/**
 * What is kept of an intent.
 *
 * @throws BillfoldError `provider_unavailable` where this server's key does not open it. It is left then: a server whose key does may
 * come, and what it has come to shows nowhere else.
 */
async function openIntent(parts: IntentParts, row: IntentRow) {
  try {
    const stored = readTask(await parts.secretBox.open(row.request, row.id));
    return { ...stored, ...(await journalOf(parts, row)) };
  } catch (err) {
    if (!(err instanceof CanNotOpen)) throw err;
    const { id: intent, project, customer, operation } = row;
    const about = { intent, project, customer, operation, givenUpAt: abandonedAt(row).toISOString(), err };
    parts.log.error(
      about,
      'an intent was sealed by another encryption key: set BILLFOLD_ENCRYPTION_KEY to what it was, until none is open. ' +
        'Until then, or until it is given up, nothing of its customer can be changed',
    );
    await leaveIntent(parts.database, row, restSeconds(row.drives));
    throw new BillfoldError('provider_unavailable', { cause: err, retryAfter: 5 });
  }
}

async function journalOf(
  { secretBox }: Pick<IntentParts, 'secretBox'>,
  { id, journal }: IntentRow,
): Promise<{ journal: Journal; begun: Call | null }> {
  return journal === null ? { journal: [], begun: null } : readJournal(await secretBox.open(journal, id));
}

/**
 * Whether nothing of an intent that was left behind can have reached the provider. What was looked at for it is old then, and whoever
 * wants it asks again.
 */
export async function isUntouched(parts: Pick<IntentParts, 'secretBox'>, row: IntentRow): Promise<boolean> {
  if (hasBegun(row)) return false;
  try {
    return !hasChanged((await journalOf(parts, row)).journal);
  } catch (error) {
    // Nobody can say what was done, so something may have been.
    if (error instanceof CanNotOpen) return false;
    throw error;
  }
}

/** Who is asked. Whether the app had a say was decided when the change was begun, whatever this server was started with. */
function askedAgain({ provider, checkPlanChange }: Asked, row: IntentRow, journal: Journal): Asked {
  if (row.journal === null) return { provider, checkPlanChange };
  const hadSay = journal.some(({ call }) => call.of === 'checkPlanChange');
  return { provider, checkPlanChange: hadSay ? (checkPlanChange ?? (() => null)) : undefined };
}

/** What becomes of an intent whose drive has not come to its end. */
async function leave(parts: IntentParts, { row, task, journal, shown }: Drive, error: unknown) {
  const { database, clock, log } = parts;
  const about = { intent: row.id, operation: task.operation, err: error };
  if (error instanceof IntentLost) throw inFlight();
  if (!hasChanged(journal) && !hasBegun(row)) {
    await dropIntent(database, row).catch((err: unknown) => {
      // What this server was told is not what the other one is going to be told.
      if (err instanceof IntentLost) throw inFlight();
      // Whoever recovers it finds that nothing was begun.
      log.warn({ ...about, err }, 'not dropped yet');
    });
    throw error;
  }
  if (hasChanged(journal) && isRefusal(error)) {
    // Driven again it would be refused again. What was changed stays there, and its provider sends word of it.
    log.error(about, 'refused after it was done');
    const result = await sealResult(parts, row, new Refusal(error.code, { fields: error.fields ?? [] }));
    await finishIntent(database, row, { ...result, now: clock() }).catch((err: unknown) => {
      throw err instanceof IntentLost ? inFlight() : err;
    });
    throw error;
  }
  // Driven again by this version it would ask the same. One before it may still be running, and know.
  const isStuck = error instanceof AskedOtherwise && clock().getTime() - row.createdAt.getTime() >= STUCK_MS;
  if (isStuck) return abandonIntent(parts, row);
  log.warn(about, 'the outcome is not known yet');
  // Where even that fails, its lease ends by itself.
  await leaveIntent(database, row, restSeconds(row.drives)).catch((err: unknown) =>
    log.warn({ ...about, err }, 'not left yet'),
  );
  return pendingAnswer(task, journal, shown);
}

const inFlight = () => new BillfoldError('idempotency_in_flight', { retryAfter: 1 });
