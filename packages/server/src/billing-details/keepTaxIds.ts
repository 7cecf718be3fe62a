import { and, eq } from 'drizzle-orm';
import { customers } from '../database/schema.js';
import type { PortalContext } from '../operation.js';

/** Brings the portal's own copy of the customer's tax ids up to what the provider has now. */
export async function keepTaxIds({
  billing,
  session,
  unit,
}: Pick<PortalContext<unknown>, 'billing' | 'session' | 'unit'>): Promise<void> {
  const { taxIds } = await billing.getBillingDetails();
  await unit.database
    .update(customers)
    .set({ taxIds: taxIds.map(({ type, value }) => ({ type, value })) })
    .where(and(eq(customers.project, session.project), eq(customers.id, session.customer.id)));
}
