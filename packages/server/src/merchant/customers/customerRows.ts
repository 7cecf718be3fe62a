import { and, eq } from 'drizzle-orm';
import type { Customer } from '@billfold/contract';
import { makeId } from '../../access/secrets.js';
import type { Database } from '../../database/Database.js';
import { customers } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../../provider/Provider.js';

/** What is known of a customer besides who they are to us. */
export type CustomerFields = Partial<Omit<BillingCustomer, 'project' | 'id' | 'createdAt'>>;

export async function findCustomer(
  database: Database,
  project: string,
  id: string,
): Promise<BillingCustomer | null> {
  const [row] = await database
    .select()
    .from(customers)
    .where(and(eq(customers.project, project), eq(customers.id, id)));
  return row ?? null;
}

/** Makes a customer here and at the provider. Throws `conflict` when the reference is taken. */
export async function insertCustomer(
  provider: Provider,
  unit: UnitOfWork,
  project: string,
  fields: CustomerFields,
): Promise<BillingCustomer> {
  const customer: BillingCustomer = {
    project,
    id: makeId('cus'),
    reference: fields.reference ?? null,
    name: fields.name ?? null,
    email: fields.email ?? null,
    address: fields.address ?? null,
    taxId: fields.taxId ?? null,
    createdAt: unit.now,
  };
  const inserted = await unit.database
    .insert(customers)
    .values(customer)
    .onConflictDoNothing()
    .returning({ id: customers.id });
  if (inserted.length === 0) throw referenceTaken();
  await provider.saveCustomer(customer, unit);
  return customer;
}

export const referenceTaken = () =>
  new BillfoldError('conflict', {
    fields: [{ path: 'reference', message: 'belongs to another customer of this project' }],
  });

export function toCustomer(row: BillingCustomer): Customer {
  const { id, reference, name, email, address, taxId, createdAt } = row;
  return { id, reference, name, email, address, taxId, createdAt: createdAt.toISOString() };
}
