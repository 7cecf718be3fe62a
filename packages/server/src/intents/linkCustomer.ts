import type { SecretBox } from '../access/secretBox.js';
import { tellProvider } from '../customers/customerRows.js';
import type { Database } from '../database/Database.js';
import type { Provider, UnitOfWork } from '../provider/Provider.js';
import { withinTime } from '../provider/withinTime.js';
import type { IntentRow } from './intentRows.js';
import { stepsOf } from './stepsOf.js';
import type { Task } from './Task.js';

interface Parts {
  provider: Provider;
  database: Database;
  secretBox: SecretBox;
}

/**
 * A task about a customer whom the provider knows: what is to be changed there must be somebody's. It is no part of the
 * change: whatever becomes of that, they are known from then on. Whichever intent does it, it is done under the same key, so that it
 * makes one customer there.
 *
 * @param unit in no transaction.
 */
export async function linkCustomer(
  { provider, database, secretBox }: Parts,
  task: Task,
  unit: UnitOfWork,
  row: IntentRow,
): Promise<Task> {
  if (task.door !== 'billing' || task.caller.customer.providerCustomer !== null) return task;
  const { customer } = task.caller;
  const { step } = stepsOf({ database, secretBox }, row, 'link');
  const intent = { id: `link:${customer.project}:${customer.id}`, step: keyed(step, customer.id) };
  const told = tellProvider(provider, { ...unit, intent }, customer);
  const providerCustomer = await withinTime(told, unit.deadline);
  return { ...task, caller: { ...task.caller, customer: { ...customer, providerCustomer } } };

  function keyed(step: ReturnType<typeof stepsOf>['step'], id: string): typeof step {
    return (name, work) => step(name, () => work(`link:${id}:${name}`));
  }
}
