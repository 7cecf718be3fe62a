import type { DescribedOperation } from '@billfold/contract';
import { changeCustomer, findCustomer, insertCustomer } from '../customers/customerRows.js';
import { BillfoldError } from '../errors.js';
import { audit, record } from '../events/record.js';
import type { MerchantContext, PortalContext } from '../operation.js';
import type { ProviderOperationContext, ProviderPortalContext } from '../provider/ProviderOperations.js';
import type { Run } from './Incoming.js';

/** A merchant's operation that the provider brings along. What it changes is in the audit log, as all changes are. */
export function fromProvider(operation: DescribedOperation, run: Run) {
  return async ({ input, merchant, provider, unit }: MerchantContext<unknown>): Promise<unknown> => {
    const { project } = merchant;
    const by = `key:${merchant.key}` as const;
    const result = await run({
      input,
      project,
      unit,
      findCustomer: (id) => findCustomer(unit.database, project, id),
      createCustomer: (fields) => insertCustomer(provider, unit, project, fields, by),
      record: (customer, type, target, data) =>
        record(unit, { project, customer, by, at: unit.now, type, target, data }),
    } satisfies ProviderOperationContext<unknown> as never);
    if (operation.method !== 'GET') {
      const type = `${provider.name}.${operation.name}`;
      await audit(unit, { project, customer: null, type, target: null, by, at: unit.now });
    }
    return result;
  };
}

/** An operation of customers that the provider brings along. It is given the customer of the session and no other. */
export function fromProviderForCustomer(operation: DescribedOperation, run: Run) {
  return async (context: PortalContext<unknown>): Promise<unknown> => {
    const { input, caller, unit, provider } = context;
    // What only a sandbox has is for trying things out, and never for those who pay.
    if (!caller.testMode) throw new BillfoldError('not_found');
    const { project, customer, actor, by } = caller;
    const deed = { project, customer: customer.id, by, actor, at: unit.now };
    const result = await run({
      input,
      customer,
      capabilities: caller.capabilities,
      unit,
      updateCustomer: (fields) => changeCustomer(provider, unit, project, customer.id, fields, deed),
      record: (type, target, data) => record(unit, { ...deed, type, target, data }),
    } satisfies ProviderPortalContext<unknown> as never);
    if (operation.method !== 'GET') {
      await audit(unit, {
        ...deed,
        type: `${provider.name}.${operation.name}`,
        target: customer.id,
      });
    }
    return result;
  };
}
