import { and, eq, isNull } from 'drizzle-orm';
import type { Customer, FieldError } from '@billfold/contract';
import { makeId, makeIdFrom } from '../access/secrets.js';
import type { Database } from '../database/Database.js';
import { customers } from '../database/schema.js';
import { BillfoldError } from '../errors.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { record, type Deed, type Principal } from '../events/record.js';
import { sendsNotices, watchCustomer } from '../notices/toldRows.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../provider/Provider.js';

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
  by: Principal,
): Promise<BillingCustomer> {
  const customer: BillingCustomer = {
    project,
    id: idFor(provider, unit),
    reference: fields.reference ?? null,
    providerCustomer: fields.providerCustomer ?? null,
    kind: fields.kind ?? (fields.taxIds?.length ? 'business' : 'individual'),
    name: fields.name ?? null,
    email: fields.email ?? null,
    invoiceEmails: fields.invoiceEmails ?? [],
    phone: fields.phone ?? null,
    address: fields.address ?? null,
    purchaseOrder: fields.purchaseOrder ?? null,
    taxIds: fields.taxIds ?? [],
    createdAt: unit.now,
  };
  await unit.database.insert(customers).values(customer).catch(asTaken);
  customer.providerCustomer = await tellProvider(provider, unit, customer);
  await record(unit, {
    project,
    customer: customer.id,
    type: 'customer.created',
    target: customer.id,
    by,
    data: { object: toCustomer(customer) },
    at: unit.now,
  });
  return customer;
}

/** Changes a customer here and at the provider. Throws `not_found`, and `conflict` when the reference is taken. */
export async function changeCustomer(
  provider: Provider,
  unit: UnitOfWork,
  project: string,
  id: string,
  fields: CustomerFields,
  who: Pick<Deed, 'by' | 'actor'>,
): Promise<BillingCustomer> {
  const { customer, isChanged } = await updateCustomerRow(unit, project, id, fields, who);
  if (isChanged) customer.providerCustomer = await tellProvider(provider, unit, customer);
  return customer;
}

/**
 * Tells the provider of a customer, and keeps by which id they are known there. Of those whom it knows it may send word from then on.
 *
 * @returns that id.
 */
export async function tellProvider(
  provider: Provider,
  unit: UnitOfWork,
  customer: BillingCustomer,
): Promise<string | null> {
  const { project, id } = customer;
  const providerCustomer = await provider.saveCustomer(customer, unit);
  if (customer.providerCustomer !== null && providerCustomer === null) {
    const message = `can not be said: the provider ${provider.name} has no ids of its own`;
    throw new BillfoldError('invalid_request', { fields: [{ path: 'providerCustomer', message }] });
  }
  if (providerCustomer !== customer.providerCustomer) {
    const it = and(eq(customers.project, project), eq(customers.id, id));
    const linked = await unit.database
      .update(customers)
      .set({ providerCustomer })
      // Who is known there by now stays who they are: what was bought is with that one.
      .where(customer.providerCustomer === null ? and(it, isNull(customers.providerCustomer)) : it)
      .returning({ id: customers.id })
      .catch(asTaken);
    if (linked.length === 0) return (await findCustomer(unit.database, project, id))!.providerCustomer;
  }
  if (providerCustomer !== null && sendsNotices(provider)) {
    await watchCustomer(unit, customer, providerCustomer !== customer.providerCustomer);
  }
  return providerCustomer;
}

/**
 * The id of a new customer. At a provider elsewhere it is the same whenever the request is done again: the provider may
 * have been told of it.
 */
function idFor({ remote }: Provider, { request }: UnitOfWork): string {
  return remote && request ? makeIdFrom('cus', request.id) : makeId('cus');
}

/** Changes what the portal itself knows of a customer, and tells of it. Throws as `changeCustomer`. */
export async function updateCustomerRow(
  unit: UnitOfWork,
  project: string,
  id: string,
  fields: CustomerFields,
  who: Pick<Deed, 'by' | 'actor'>,
): Promise<{ customer: BillingCustomer; isChanged: boolean }> {
  const { database, now } = unit;
  const it = and(eq(customers.project, project), eq(customers.id, id));
  // Not `for update`: that would make everything wait that only refers to this customer.
  const [before] = await database.select().from(customers).where(it).for('no key update');
  if (!before) throw new BillfoldError('not_found');

  const after = { ...before, ...fields };
  const previous = previousAttributes(toCustomer(before), toCustomer(after));
  if (Object.keys(previous).length === 0) return { customer: after, isChanged: false };

  await database.update(customers).set(after).where(it).catch(asTaken);
  await record(unit, {
    project,
    customer: id,
    type: 'customer.updated',
    target: id,
    by: who.by,
    actor: who.actor ?? null,
    data: { object: toCustomer(after), previousAttributes: previous },
    at: now,
  });
  return { customer: after, isChanged: true };
}

/**
 * Lets the database decide who has a reference, or who is somebody at the provider: two who look first would both find it free. To be
 * put behind an insert or update of customers.
 */
function asTaken(error: unknown): never {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint = '' } = cause as { code?: string; constraint?: string };
    const taken = code === '23505' ? uniqueFields[constraint] : undefined;
    if (taken) throw new BillfoldError('conflict', { fields: [taken] });
  }
  throw error;
}

/** What only one customer can have, by the constraint that says so. */
const uniqueFields: Record<string, FieldError> = {
  customers_reference: { path: 'reference', message: 'belongs to another customer of this project' },
  customers_provider_customer: { path: 'providerCustomer', message: 'belongs to another customer' },
};

export function toCustomer(row: BillingCustomer): Customer {
  const { project: _project, createdAt, ...facts } = row;
  return { ...facts, createdAt: createdAt.toISOString() };
}
