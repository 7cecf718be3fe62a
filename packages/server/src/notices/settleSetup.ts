import { serverFor } from '../access/callerOf.js';
import { isRefusal } from '../intents/ask.js';
import type { IntentParts } from '../intents/driveIntent.js';
import { runIntent } from '../intents/runIntent.js';
import { findOpenSetup } from './setupRows.js';

/**
 * Puts on file what a customer has confirmed without their page having said so: it was closed, or they came back from their bank on
 * another device. It is done as the page would have done it, with what they have chosen where that is known; else it is on file
 * and nothing more.
 */
export async function settleSetup(
  parts: IntentParts,
  { project, customer }: { project: string; customer: string },
  setupIntent: string,
  now: Date,
): Promise<void> {
  const setup = await findOpenSetup(parts.database, project, customer, setupIntent);
  if (!setup) return;
  const choice = setup.choice ?? { makeDefault: false, subscriptions: [] };
  const input = { setupIntent, ...choice };
  const caller = await serverFor(parts.database, project, customer);
  // The same key whoever reads the notice, and however often.
  const wanted = { project, caller: 'server', key: `setup:${setupIntent}`, input, now };
  const task = { door: 'billing', operation: 'addPaymentMethod', input, caller, version: 0 } as const;
  try {
    await runIntent(parts, wanted, { task, request: undefined });
  } catch (error) {
    // A choice of what is there no more, or an intent that was never confirmed: asked again it would be the same.
    if (!isRefusal(error) || unfinished.has(error.code)) throw error;
    parts.log.warn({ err: error }, 'a payment method that was confirmed could not be put on file');
  }
}

/** Refusals that say nothing of what was wanted: something else comes first. */
const unfinished: ReadonlySet<string> = new Set(['change_in_progress', 'idempotency_in_flight']);
