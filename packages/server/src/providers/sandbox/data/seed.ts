import { BillfoldError } from '../../../errors.js';
import type { BillingCustomer, UnitOfWork } from '../../../provider/Provider.js';
import { catchUp } from '../advanceTo.js';
import type { BillingTerms } from '../engine/terms.js';
import { replaceCatalog } from '../store/catalog.js';
import { holdClock } from '../store/clock.js';
import { findCustomerId } from '../store/customers.js';
import { lockInProject } from '../store/locks.js';
import { billHistory } from './billHistory.js';
import {
  InvalidSandboxData,
  parseSandboxData,
  type ParsedCustomer,
  type SandboxData,
} from './SandboxData.js';

/** Makes a customer of the portal and tells the provider, in the given unit of work. */
export type CreateCustomer = (
  fields: Partial<Omit<BillingCustomer, 'project' | 'id' | 'createdAt'>>,
  unit: UnitOfWork,
) => Promise<BillingCustomer>;

/**
 * Puts the data's catalogue on offer, brings a project's time up to the present and makes the customers that do
 * not exist yet, each in one transaction with all their history. Called at every start: customers that exist are
 * left alone, and a start that was interrupted is completed by the next.
 *
 * @throws InvalidSandboxData naming every place of the data that must change.
 */
export async function seed(
  unit: UnitOfWork,
  project: string,
  data: SandboxData,
  createCustomer: CreateCustomer,
  terms: BillingTerms,
): Promise<void> {
  const { catalog, customers } = parseSandboxData(data);
  await replaceCatalog(unit.database, project, catalog).catch(atPath('catalog'));
  await catchUp(unit, project, terms);
  for (const [index, customer] of customers.entries()) {
    await seedCustomer(unit, project, customer, createCustomer, terms).catch(atPath(`customers.${index}`));
  }
}

async function seedCustomer(
  unit: UnitOfWork,
  project: string,
  { subscriptions, ...fields }: ParsedCustomer,
  createCustomer: CreateCustomer,
  terms: BillingTerms,
): Promise<void> {
  await unit.database.transaction(async (database) => {
    await lockInProject(database, project, 'seed');
    if ((await findCustomerId(database, project, fields.reference)) !== null) return;
    const { id } = await createCustomer(fields, { ...unit, database });
    const now = await holdClock({ ...unit, database }, project);
    await billHistory(database, { project, customer: id }, subscriptions, now, terms);
  });
}

function atPath(place: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof BillfoldError) || error.fields === null) throw error;
    throw new InvalidSandboxData(
      error.fields.map(({ path, message }) => ({ path: `${place}.${path}`, message })),
    );
  };
}
