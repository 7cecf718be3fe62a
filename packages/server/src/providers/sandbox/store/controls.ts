import { and, desc, eq, isNull } from 'drizzle-orm';
import { scenarios, type SandboxControls } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import type { UnitOfWork } from '../../../provider/Provider.js';
import { readClock } from './clock.js';
import { findCustomer, ofCustomer, type CustomerKey } from './customers.js';
import { sandboxCustomers, sandboxPaymentMethods, sandboxSubscriptions } from './schema.js';

/** What the person who tries the sandbox out finds set for a customer. */
export async function readControls(unit: UnitOfWork, key: CustomerKey): Promise<SandboxControls> {
  const { database } = unit;
  const now = (await readClock(database, key.project)) ?? unit.now;
  const customer = await findCustomer(database, key);
  const [newest] = await database
    .select({ method: sandboxPaymentMethods.method })
    .from(sandboxSubscriptions)
    .leftJoin(
      sandboxPaymentMethods,
      and(
        ofCustomer(sandboxPaymentMethods, key),
        eq(sandboxPaymentMethods.id, sandboxSubscriptions.paymentMethod),
      ),
    )
    .where(and(ofCustomer(sandboxSubscriptions, key), isNull(sandboxSubscriptions.endedAt)))
    .orderBy(desc(sandboxSubscriptions.startedAt), desc(sandboxSubscriptions.id))
    .limit(1);
  return {
    now: now.toISOString(),
    nextCharge: customer?.nextCharge ?? 'usual',
    paymentMethod: newest?.method ?? null,
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
