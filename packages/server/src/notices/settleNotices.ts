import type { IntentParts } from '../intents/driveIntent.js';
import { claimCustomers } from './claimCustomers.js';
import { settleCustomer } from './settleCustomer.js';
import { sendsNotices } from './toldRows.js';

/**
 * Looks into what a provider elsewhere has sent word of, some customers at a time, until nothing is due.
 *
 * @param signal to begin with no other customer; those who are being looked into are brought to an end.
 * @returns how many customers there were.
 */
export async function settleNotices(parts: IntentParts, signal?: AbortSignal): Promise<number> {
  const { database, provider, clock } = parts;
  if (!sendsNotices(provider)) return 0;
  for (let count = 0; ;) {
    const held = signal?.aborted ? [] : await claimCustomers(database, provider.name, clock());
    if (held.length === 0) return count;
    const looked = await Promise.all(held.map((customer) => settleCustomer(parts, customer)));
    count += looked.filter(Boolean).length;
  }
}
