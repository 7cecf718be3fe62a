import { and, eq } from 'drizzle-orm';
import { customers } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import { record } from '../../events/record.js';
import type { MerchantOperation } from '../../operation.js';
import { asReferenceTaken, toCustomer } from './customerRows.js';

export const updateCustomer: MerchantOperation<'updateCustomer'> = async ({
  input,
  merchant,
  provider,
  unit,
}) => {
  const { customer: id, ...fields } = input;
  const { database, now } = unit;
  const it = and(eq(customers.project, merchant.project), eq(customers.id, id));
  // Not `for update`: that would make everything wait that only refers to this customer.
  const [before] = await database.select().from(customers).where(it).for('no key update');
  if (!before) throw new BillfoldError('not_found');

  const after = { ...before, ...fields };
  const previousAttributes = changed(toCustomer(before), toCustomer(after));
  if (Object.keys(previousAttributes).length === 0) return toCustomer(after);

  await database.update(customers).set(after).where(it).catch(asReferenceTaken);
  await provider.saveCustomer(after, unit);
  await record(database, {
    project: merchant.project,
    customer: id,
    type: 'customer.updated',
    target: id,
    by: `key:${merchant.key}`,
    data: { object: toCustomer(after), previousAttributes },
    at: now,
  });
  return toCustomer(after);
};

/** The fields that are about to change, as they were. */
function changed<Resource extends object>(before: Resource, after: Resource): Partial<Resource> {
  const isChanged = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(after[name as keyof Resource]);
  return Object.fromEntries(Object.entries(before).filter(isChanged)) as Partial<Resource>;
}
