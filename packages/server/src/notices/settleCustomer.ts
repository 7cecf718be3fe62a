import { and, eq } from 'drizzle-orm';
import { findCustomer } from '../customers/customerRows.js';
import { toldCustomers } from '../database/remoteSchema.js';
import { customers } from '../database/schema.js';
import type { IntentParts } from '../intents/driveIntent.js';
import { hasOpenIntent, hastenIntent } from '../intents/intentRows.js';
import { withinTime } from '../provider/withinTime.js';
import { releaseCustomer, leaveCustomer, type HeldCustomer } from './claimCustomers.js';
import { lookIntoAll, lookIntoEach, type Looked } from './lookInto.js';
import { listOpenNotices, settle, type OpenNotice } from './noticeRows.js';
import { settleSetup } from './settleSetup.js';

/** How long a customer rests who could not be looked into, by how often it was tried. */
const restSeconds = (tries: number) => Math.min(300, 2 ** Math.min(tries, 9));

/** How long all of a customer may take to be read: somebody can have thousands of invoices. Shorter than a customer is held. */
const BASELINE_MS = 60_000;

/** How long somebody rests whose change is under way: that tells of itself. */
const CHANGE_SECONDS = 1;

/**
 * Looks into what was said of a customer whom this process holds, and tells the merchant of what is different from what they
 * were told last. All that is read is read from the provider, after the notice has come; all that is told is written with what it is
 * compared with next time.
 *
 * @returns whether there was anything to look into.
 */
export async function settleCustomer(parts: IntentParts, held: HeldCustomer): Promise<boolean> {
  const { database, log } = parts;
  try {
    if (await isUnderWay(parts, held)) {
      await leaveCustomer(database, held, CHANGE_SECONDS);
      return true;
    }
    const looked = await lookAndTell(parts, held);
    if (looked === null) return false;
    const { failures } = looked;
    if (failures.length === 0) return true;
    log.warn({ customer: held.customer, err: failures[0] }, 'what a notice is about could not be read yet');
    await leaveCustomer(database, held, restSeconds(held.tries));
  } catch (error) {
    if (error instanceof Overtaken) {
      await leaveCustomer(database, held, CHANGE_SECONDS);
      return true;
    }
    log.warn({ customer: held.customer, err: error }, 'notices could not be settled yet');
    await leaveCustomer(database, held, restSeconds(held.tries));
  }
  return true;
}

/** What is under way may be half done at the provider. It is brought to its end first, and tells of what it has done itself. */
async function isUnderWay({ database }: IntentParts, held: HeldCustomer): Promise<boolean> {
  if (!(await hasOpenIntent(database, held.project, held.customer))) return false;
  // Once: an intent that has met a provider which is ill again rests as long as it must.
  if (held.tries === 0) await hastenIntent(database, held.project, held.customer);
  return true;
}

/** @returns null: there was nothing. */
async function lookAndTell(parts: IntentParts, held: HeldCustomer): Promise<Looked | null> {
  const { database, provider, clock, askMs } = parts;
  const { project } = held;
  const now = clock();
  const known = (await findCustomer(database, project, held.customer))!;
  const notices =
    known.providerCustomer === null
      ? []
      : await listOpenNotices(database, provider.name, known.providerCustomer, now);
  const failed = new Map<string, unknown>();
  for (const setup of setupsIn(notices))
    await settleSetup(parts, held, setup, now).catch((error: unknown) => failed.set(setup, error));

  const { revision, baselineAt } = await readState(parts, held);
  // Another server has looked into all of it and let go again while this one waited to take the customer on.
  if (notices.length === 0 && baselineAt !== null) {
    await releaseCustomer(database, held, now);
    return null;
  }
  // What is read for the first time is read whole.
  if (baselineAt === null && failed.size > 0) throw failed.values().next().value;
  const unit = { database, now, deadline: Date.now() + (baselineAt === null ? BASELINE_MS : askMs) };
  const reader = {
    billing: provider.forCustomer(known, unit),
    billingNow: () => provider.now(project, unit, known),
  };
  const look = baselineAt === null ? lookIntoAll : lookIntoEach;
  // One that could not be put on file stays open, and keeps nothing else waiting.
  const open = notices.filter(({ object, objectId }) => object !== 'setup_intent' || !failed.has(objectId));
  const looked = await withinTime(look(reader, open), unit.deadline);
  looked.failures.push(...failed.values());

  await database.transaction(async (tx) => {
    // The customer first, as everywhere: who takes two things the other way round waits for somebody who waits for them.
    const [customer] = await tx
      .select()
      .from(customers)
      .where(and(eq(customers.project, project), eq(customers.id, held.customer)))
      .for('no key update');
    const state = await readState({ database: tx }, held, true);
    if (state.revision !== revision || (await hasOpenIntent(tx, project, held.customer)))
      throw new Overtaken();
    const teller = { unit: { database: tx, now }, customer: customer!, isBaseline: baselineAt === null };
    for (const { tell } of looked.findings) await tell(teller);
    await settle(tx, provider.name, looked.settled, now);
    if (looked.failures.length === 0) await releaseCustomer(tx, held, now);
  });
  return looked;
}

const setupsIn = (notices: readonly OpenNotice[]) =>
  new Set(notices.filter(({ object }) => object === 'setup_intent').map(({ objectId }) => objectId));

/**
 * How often something was told of a customer. What was read before something else was told is older than that.
 *
 * @throws Overtaken when somebody else holds the customer by now.
 */
async function readState({ database }: Pick<IntentParts, 'database'>, held: HeldCustomer, lock = false) {
  const query = database
    .select()
    .from(toldCustomers)
    .where(and(eq(toldCustomers.project, held.project), eq(toldCustomers.customer, held.customer)));
  const [state] = await (lock ? query.for('update') : query);
  if (state?.lease !== held.lease) throw new Overtaken();
  return state;
}

/** What was read may not be so any more: somebody else has told of the customer meanwhile, or changes them right now. */
class Overtaken extends Error {}
