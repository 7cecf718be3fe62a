import { tellProvider } from '../customers/customerRows.js';
import { BillfoldError } from '../errors.js';
import type { Asked } from '../intents/converse.js';
import type { DoTask, Task } from '../intents/Task.js';
import type { MerchantContext, PortalContext } from '../operation.js';
import type { UnitOfWork } from '../provider/Provider.js';
import type { PortalParts, Run } from './Incoming.js';

/** Operations by the names that the contract gives them. */
export type Runs = { readonly [name: string]: Run };

/**
 * Does tasks by the tables of operations.
 *
 * @param runs.billing of a customer, whoever calls.
 * @param runs.merchant of merchants.
 */
export function doTasks(
  runs: { billing: Runs; merchant: Runs },
  kept: Pick<PortalParts, 'fetchLogo' | 'secretBox'>,
): DoTask {
  return async (task, unit, asked) => {
    const run = runs[task.door][task.operation];
    if (!run) throw new BillfoldError('not_found');
    const context =
      task.door === 'billing'
        ? await billingContext(task, unit, asked)
        : merchantContext(task, unit, asked, kept);
    return run(context as never);
  };
}

/** The customer's billing, bound to them before the operation runs. */
async function billingContext(
  { input, version, caller: { customer: known, ...caller } }: Task & { door: 'billing' },
  unit: UnitOfWork,
  { provider, checkPlanChange }: Asked,
): Promise<PortalContext<unknown>> {
  const customer = unit.request ? await knownThere(known, unit, provider) : known;
  return {
    input,
    version,
    caller: { ...caller, customer },
    unit,
    billing: provider.forCustomer(customer, unit),
    billingNow: () => provider.now(caller.project, unit, customer),
    provider,
    checkPlanChange,
  };
}

/** A customer whom a provider elsewhere knows: what is to be changed there must be somebody's. */
async function knownThere(
  customer: PortalContext<unknown>['caller']['customer'],
  unit: UnitOfWork,
  provider: Asked['provider'],
) {
  if (!provider.remote || customer.providerCustomer !== null) return customer;
  return { ...customer, providerCustomer: await tellProvider(provider, unit, customer) };
}

function merchantContext(
  { input, merchant, publicUrl }: Task & { door: 'merchant' },
  unit: UnitOfWork,
  { provider }: Asked,
  { fetchLogo, secretBox }: Pick<PortalParts, 'fetchLogo' | 'secretBox'>,
): MerchantContext<unknown> {
  return { input, merchant, provider, unit, publicUrl, fetchLogo, secretBox };
}
