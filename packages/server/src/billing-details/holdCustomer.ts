import { and, eq } from 'drizzle-orm';
import { customers } from '../database/schema.js';
import type { PortalContext } from '../operation.js';

/**
 * Keeps the portal's row of the customer until the transaction ends. It is taken before the provider's own, as it is where
 * the merchant changes a customer: who takes two things the other way round waits for somebody who waits for them. And what
 * the merchant says meanwhile is about the customer as they are afterwards.
 */
export async function holdCustomer({
  caller,
  unit,
}: Pick<PortalContext<unknown>, 'caller' | 'unit'>): Promise<void> {
  await unit.database
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.project, caller.project), eq(customers.id, caller.customer.id)))
    // Not `for update`: that would make everything wait that only refers to this customer.
    .for('no key update');
}
