import { and, eq, ne } from 'drizzle-orm';
import { customers } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { referenceTaken, toCustomer } from './customerRows.js';

export const updateCustomer: MerchantOperation<'updateCustomer'> = async ({
  input,
  merchant,
  provider,
  unit,
}) => {
  const { customer: id, ...fields } = input;
  const { database, now } = unit;
  const [before] = await database
    .select()
    .from(customers)
    .where(and(eq(customers.project, merchant.project), eq(customers.id, id)))
    .for('update');
  if (!before) throw new BillfoldError('not_found');
  const after = { ...before, ...fields };
  if (fields.reference) {
    const taken = await database
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          eq(customers.project, merchant.project),
          eq(customers.reference, fields.reference),
          ne(customers.id, id),
        ),
      );
    if (taken.length > 0) throw referenceTaken();
  }
  await database
    .update(customers)
    .set(after)
    .where(and(eq(customers.project, merchant.project), eq(customers.id, id)));
  await provider.saveCustomer(after, unit);
  await record(database, {
    project: merchant.project,
    customer: id,
    type: 'customer.updated',
    target: id,
    by: `key:${merchant.key}`,
    data: {
      object: toCustomer(after),
      previousAttributes: previousAttributes(toCustomer(before), toCustomer(after)),
    },
    at: now,
  });
  return toCustomer(after);
};

function previousAttributes<Resource extends object>(before: Resource, after: Resource): Partial<Resource> {
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name as keyof Resource]),
  );
  return Object.fromEntries(changed) as Partial<Resource>;
}
