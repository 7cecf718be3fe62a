import { sql } from 'drizzle-orm';
import { createSecretBox, makeEncryptionKey } from '../src/access/secretBox.js';
import { makeId } from '../src/access/secrets.js';
import { setUpProject } from '../src/access/setUpProject.js';
import { intents } from '../src/database/remoteSchema.js';
import { driveIntent, type IntentParts } from '../src/intents/driveIntent.js';
import { insertIntent, takeIntent } from '../src/intents/intentRows.js';
import { writeTask } from '../src/intents/Task.js';
import type { CustomerBilling } from '../src/provider/CustomerBilling.js';
import type { BillingCustomer } from '../src/provider/Provider.js';
import type { Asked } from '../src/intents/converse.js';
import type { StripeShop } from './stripeShop.js';

/** Makes changes under intents of the core, as the portal does, and takes them up again where they were left. */
export interface IntentDriver {
  /**
   * Makes a change under a new intent.
   *
   * @returns what it came to, or null where it was left because Stripe could not be reached.
   */
  begin(customer: BillingCustomer, change: Change): Promise<unknown>;
  /** Drives what was left. @throws where nothing was. */
  recover(): Promise<unknown>;
}

/** A change of somebody, by the methods that the core gives it. */
export type Change = (billing: CustomerBilling, asked: Asked, customer: BillingCustomer) => Promise<unknown>;

export async function openIntentDriver(shop: StripeShop): Promise<IntentDriver> {
  const { database } = shop.unit();
  const { project } = await setUpProject(database, { name: 'Example', testMode: true, now: new Date() });
  const secretBox = createSecretBox(makeEncryptionKey());
  let open: { customer: BillingCustomer; change: Change } | null = null;

  const parts: IntentParts = {
    database,
    secretBox,
    provider: shop.provider,
    doTask: async (_task, unit, asked) =>
      open!.change(asked.provider.forCustomer(open!.customer, unit), asked, open!.customer),
    clock: () => new Date(),
    askMs: 15_000,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const drive = async (row: Parameters<typeof driveIntent>[1]) => {
    const result = await driveIntent(parts, row).catch((error: unknown) => error);
    const [left] = await database
      .select({ id: intents.id })
      .from(intents)
      .where(sql`${intents.id} = ${row.id} and ${intents.finishedAt} is null`);
    if (left) return null;
    if (result instanceof Error) throw result;
    return result;
  };

  return {
    async begin(customer, change) {
      open = { customer, change };
      const id = makeId('int');
      const task = { operation: 'test', input: {}, door: 'merchant', merchant: {}, publicUrl: '' };
      const row = await insertIntent(database, id, {
        project,
        customer: null,
        caller: 'test',
        operation: 'test',
        key: null,
        requestHash: '',
        request: await secretBox.seal(writeTask({ task, request: {} } as never), id),
        now: new Date(),
      });
      return drive(row!);
    },

    async recover() {
      await database.execute(sql`update intents set leased_until = null where finished_at is null`);
      const [left] = await database
        .select({ project: intents.project, id: intents.id })
        .from(intents)
        .where(sql`${intents.finishedAt} is null`);
      if (!left) throw new Error('No intent was left.');
      return drive((await takeIntent(database, left))!);
    },
  };
}
