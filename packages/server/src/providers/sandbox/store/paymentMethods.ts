import { makeId } from '../../../access/secrets.js';
import type { Database } from '../../../database/Database.js';
import type { TestMethod } from '../engine/paymentMethods.js';
import type { CustomerKey } from './customers.js';
import { sandboxPaymentMethods } from './schema.js';

/** Puts a test method on file, or finds it there. @returns its id; null when there shall be none. */
export async function savePaymentMethod(
  database: Database,
  { project, customer }: CustomerKey,
  method: TestMethod | null,
  createdAt: Date,
): Promise<string | null> {
  if (method === null) return null;
  const { project: ofProject, customer: ofCustomer, method: once } = sandboxPaymentMethods;
  const [saved] = await database
    .insert(sandboxPaymentMethods)
    .values({ project, customer, id: makeId('pm'), method, createdAt })
    // Changes nothing, but makes the row that is there already be returned.
    .onConflictDoUpdate({ target: [ofProject, ofCustomer, once], set: { method } })
    .returning({ id: sandboxPaymentMethods.id });
  return saved!.id;
}
