import { tellProvider } from '../customers/customerRows.js';
import type { Provider, UnitOfWork } from '../provider/Provider.js';
import type { Task } from './Task.js';

/** A task about a customer whom the provider knows: what is to be changed there must be somebody's. */
export async function knownThere(task: Task, unit: UnitOfWork, provider: Provider): Promise<Task> {
  if (task.door !== 'billing' || task.caller.customer.providerCustomer !== null) return task;
  const { customer } = task.caller;
  const providerCustomer = await tellProvider(provider, unit, customer);
  return { ...task, caller: { ...task.caller, customer: { ...customer, providerCustomer } } };
}
