import { addMonths } from '../../calendar.js';
import type { Database } from '../../database/Database.js';
import { BillfoldError } from '../../errors.js';
import type { UnitOfWork } from '../../provider/Provider.js';
import { bringUpTo } from './bringUpTo.js';
import { advance } from './engine/advance.js';
import type { BillingTerms } from './engine/terms.js';
import { loadAccount, saveProgress } from './store/account.js';
import { moveClock } from './store/clock.js';
import { lockNextDue, type CustomerRow } from './store/customers.js';
import { waitPatiently } from './store/locks.js';
import { tellOfTrials } from './tellOfTrials.js';

/**
 * Moves the time of a project forward and lets everything happen that falls due on the way.
 *
 * The clock moves first and the customers follow, each in a transaction of their own (unless the unit is one
 * already). Whoever is interrupted calls it again with the same time, and what is left is done; two who call it
 * at once share the work, and each returns when all of it is done.
 *
 * @throws BillfoldError `invalid_request` when time would go back, or further than `MAX_YEARS`.
 */
export async function advanceTo(
  unit: UnitOfWork,
  project: string,
  to: Date,
  terms: BillingTerms,
): Promise<void> {
  const choose = (now: Date) => {
    const latest = new Date(Math.min(addMonths(now.getTime(), 12 * MAX_YEARS), END_OF_TIME));
    if (to < now) throw refused(`must not be before the sandbox's time, which is ${now.toISOString()}`);
    if (to > latest)
      throw refused(`must be at most ${latest.toISOString()}: advance in steps of ${MAX_YEARS} years`);
    return to;
  };
  await moveClock(unit, project, choose, (moved) => tellOfTrials(moved, project, unit.now));
  await runDue(unit, project, to, terms);
}

/** Keeps what one call can bring about to some thousand invoices for each subscription. */
const MAX_YEARS = 10;

/** A period that begins here still ends in a year of four digits, whatever its interval. */
const END_OF_TIME = Date.UTC(9900, 0);

function refused(message: string): BillfoldError {
  return new BillfoldError('invalid_request', { fields: [{ path: 'advanceTo', message }] });
}

/**
 * Brings a project's time up to the present, for a server that was away. Time that was moved beyond the present
 * stays where it is.
 */
export async function catchUp(unit: UnitOfWork, project: string, terms: BillingTerms): Promise<void> {
  const choose = (now: Date) => (now > unit.now ? now : unit.now);
  const now = await moveClock(unit, project, choose, (moved) => tellOfTrials(moved, project, unit.now));
  await runDue(unit, project, now, terms);
}

async function runDue(unit: UnitOfWork, project: string, to: Date, terms: BillingTerms): Promise<void> {
  while (await advanceOne(unit, project, to, terms));
}

/** Runs what is due for one customer; false when there is nobody left. */
async function advanceOne(
  unit: UnitOfWork,
  project: string,
  to: Date,
  terms: BillingTerms,
): Promise<boolean> {
  return unit.database.transaction(async (tx) => {
    await waitPatiently(tx);
    const row = await lockNextDue(tx, project, to);
    if (row === null) return false;
    await bringUpTo(tx, row, to, terms, unit.now);
    return true;
  });
}

/**
 * Lets time pass for one customer, whose row must be locked, up to the sandbox's time at most. It is history that is
 * made: nobody is told.
 */
export async function advanceCustomer(
  database: Database,
  row: CustomerRow,
  to: Date,
  terms: BillingTerms,
): Promise<void> {
  const account = await loadAccount(database, row);
  await saveProgress(database, row, account, advance(account, to.getTime(), terms));
}
