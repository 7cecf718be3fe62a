import type { Subscription } from '@billfold/contract';
import { makeId } from '../../../access/secrets.js';
import type { Database } from '../../../database/Database.js';
import { BillfoldError } from '../../../errors.js';
import type {
  ChangedSubscription,
  ChargeOutcome,
  SubscriptionTarget,
} from '../../../provider/CustomerBilling.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import type { Account, SubscriptionState } from '../engine/account.js';
import { advance } from '../engine/advance.js';
import type { Progress } from '../engine/draft.js';
import type { Millis } from '../engine/periods.js';
import type { Step, StepOptions } from '../engine/step.js';
import type { BillingTerms } from '../engine/terms.js';
import { bringUpTo } from '../bringUpTo.js';
import { loadAccount, saveProgress } from '../store/account.js';
import { holdClock, readClock } from '../store/clock.js';
import { findCustomer, type CustomerRow } from '../store/customers.js';
import { toInvoice, toInvoiceRow } from '../store/invoiceRows.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { findSubscriptionRow } from '../store/subscriptions.js';

/** For whom, in which unit of work and by which terms something is done. */
export interface BillingContext {
  customer: BillingCustomer;
  unit: UnitOfWork;
  terms: BillingTerms;
}

/** A customer's account, brought up to now. */
export interface OpenAccount {
  database: Database;
  row: CustomerRow;
  account: Account;
  now: Millis;
  options: StepOptions;
}

/**
 * Does something to a customer's account: in one transaction, with time standing still and the customer's row locked,
 * after everything has happened that is due by now.
 */
export async function withAccount<Result>(
  { customer, unit, terms }: BillingContext,
  work: (open: OpenAccount) => Promise<Result>,
): Promise<Result> {
  const { project, id } = customer;
  return unit.database.transaction(async (database) => {
    // Time first, then the customer: whoever advances time takes them in the same order.
    const now = (await holdClock({ ...unit, database }, project)).getTime();
    const row = await findCustomer(database, { project, customer: id }, { locked: true });
    if (row === null) throw new BillfoldError('not_found');
    const isDue = row.dueAt !== null && row.dueAt.getTime() <= now;
    const account = isDue
      ? livingIn(await bringUpTo(database, row, new Date(now), terms, unit.now))
      : await loadAccount(database, row);
    return work({ database, row, account, now, options: optionsOf(terms) });
  });
}

/**
 * A customer's account as it would be at an instant, to be looked at. Nothing is locked and nothing is written.
 * @returns null for a customer of whom the sandbox was never told.
 */
export async function peekAccount(
  { customer, unit, terms }: BillingContext,
  now: Millis,
): Promise<OpenAccount | null> {
  const { database } = unit;
  const row = await findCustomer(database, { project: customer.project, customer: customer.id });
  if (row === null) return null;
  const account = await loadAccount(database, row);
  const isDue = row.dueAt !== null && row.dueAt.getTime() <= now;
  const current = isDue ? livingIn(advance(account, now, terms).account) : account;
  return { database, row, account: current, now, options: optionsOf(terms) };
}

/** The sandbox's time, to look at an account by. */
export async function timeOf({ customer, unit }: BillingContext): Promise<Millis> {
  return ((await readClock(unit.database, customer.project)) ?? unit.now).getTime();
}

/** What an engine that draws no lots is given. */
const optionsOf = (terms: BillingTerms): StepOptions => ({
  terms,
  makeSecret: () => makeId('sandbox_secret'),
});

/** As the account is read from the database: without subscriptions that have ended on the way. */
function livingIn(account: Account): Account {
  return { ...account, subscriptions: account.subscriptions.filter(({ endedAt }) => endedAt === null) };
}

/**
 * The subscription that is meant, in the version that the caller has seen.
 * @throws BillfoldError `not_found`, `managed_externally`, `version_stale`, or `subscription_state` when it has ended.
 */
export async function findTarget(
  open: OpenAccount,
  { subscription: id, version }: Pick<SubscriptionTarget, 'subscription'> & { version: number | null },
): Promise<SubscriptionState> {
  const living = open.account.subscriptions.find((subscription) => subscription.id === id);
  const found = living ?? (await findSubscriptionRow(open.database, open.row, id))?.subscription;
  if (!found) throw new BillfoldError('not_found');
  if ('managedBy' in found && found.managedBy) throw new BillfoldError('managed_externally');
  if (version !== null && found.version !== version) throw new BillfoldError('version_stale');
  if (!living) throw new BillfoldError('subscription_state');
  return living;
}

/** Writes what was done, and reads the subscription anew. */
export async function save(
  { database, row, account }: OpenAccount,
  progress: Progress,
  subscription: string,
): Promise<Subscription> {
  await saveProgress(database, row, account, progress);
  return toSubscription((await findSubscriptionRow(database, row, subscription))!);
}

/** Writes what may have invoiced something at once. */
export async function saveInvoiced(
  open: OpenAccount,
  progress: Progress,
  id: string,
): Promise<ChangedSubscription> {
  const subscription = await save(open, progress, id);
  const [issued] = progress.issued;
  const { drawn } = open.options.terms;
  return { subscription, invoice: issued ? toInvoice(toInvoiceRow(open.row, issued), drawn) : null };
}

/** Writes what came of something that may charge, and answers with the subscription as it is now. */
export async function saveCharge(
  open: OpenAccount,
  { progress, outcome }: Step,
  id: string,
): Promise<ChargeOutcome<ChangedSubscription>> {
  const changed = await saveInvoiced(open, progress, id);
  return outcome.status === 'failed' ? outcome : { ...outcome, ...changed };
}
