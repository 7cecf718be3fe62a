import type { SecretBox } from '../access/secretBox.js';
import { findCustomer, tellProvider } from '../customers/customerRows.js';
import type { Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
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
 * Where the provider remembers a failure under that key, it is done at once under another one, by a provider that looks for the customer
 * first. Should it make a second one all the same, that one has nothing, and nobody is sent there: nothing else is at stake.
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
  const linkedTo = (providerCustomer: string | null): Task => ({
    ...task,
    caller: { ...task.caller, customer: { ...customer, providerCustomer } },
  });
  // What the request has brought along may be from before somebody else's link.
  const known = await findCustomer(database, customer.project, customer.id);
  if (known && known.providerCustomer !== null) return linkedTo(known.providerCustomer);
  const tell = () => {
    const { step, isAgain } = stepsOf({ database, secretBox }, row, 'link');
    const asEver: typeof step = (name, work) => step(name, () => work(`link:${customer.id}:${name}`));
    const id = `link:${customer.project}:${customer.id}`;
    const intent = { id, isAgain, step: isAgain ? step : asEver };
    return tellProvider(provider, { ...unit, intent }, customer);
  };
  const told = tell().catch((error: unknown) => {
    if (error instanceof BillfoldError && error.remembered) return tell();
    throw error;
  });
  return linkedTo(await withinTime(told, unit.deadline));
}
