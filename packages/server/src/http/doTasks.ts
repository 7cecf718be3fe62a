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
      task.door === 'billing' ? billingContext(task, unit, asked) : merchantContext(task, unit, asked, kept);
    return run(context as never);
  };
}

/** The customer's billing, bound to them before the operation runs. */
function billingContext(
  { input, version, caller }: Task & { door: 'billing' },
  unit: UnitOfWork,
  { provider, checkPlanChange }: Asked,
): PortalContext<unknown> {
  return {
    input,
    version,
    caller,
    unit,
    billing: provider.forCustomer(caller.customer, unit),
    billingNow: () => provider.now(caller.project, unit, caller.customer),
    provider,
    checkPlanChange,
  };
}

function merchantContext(
  { input, merchant, publicUrl }: Task & { door: 'merchant' },
  unit: UnitOfWork,
  { provider }: Asked,
  { fetchLogo, secretBox }: Pick<PortalParts, 'fetchLogo' | 'secretBox'>,
): MerchantContext<unknown> {
  return { input, merchant, provider, unit, publicUrl, fetchLogo, secretBox };
}
