import { scenarios, type SandboxControls } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import type { UnitOfWork } from '../../../provider/Provider.js';
import { readClock } from './clock.js';
import { findCustomer, ofCustomer, type CustomerKey } from './customers.js';
import { listPaymentMethodRows } from './paymentMethods.js';
import { sandboxCustomers } from './schema.js';

/** What the person who tries the sandbox out finds set for a customer. */
export async function readControls(unit: UnitOfWork, key: CustomerKey): Promise<SandboxControls> {
  const { database } = unit;
  const now = (await readClock(database, key.project)) ?? unit.now;
  const customer = await findCustomer(database, key);
  const onFile = await listPaymentMethodRows(database, key);
  const byDefault = onFile.find(({ id }) => id === customer?.defaultPaymentMethod);
  return {
    now: now.toISOString(),
    nextCharge: customer?.nextCharge ?? 'usual',
    paymentMethod: byDefault?.method ?? null,
    scenarios: [...scenarios],
  };
}

/** Decides how the customer's next charge ends. */
export async function chooseNextCharge(
  database: Database,
  key: CustomerKey,
  nextCharge: SandboxControls['nextCharge'],
): Promise<void> {
  await database.update(sandboxCustomers).set({ nextCharge }).where(ofCustomer(sandboxCustomers, key));
}
