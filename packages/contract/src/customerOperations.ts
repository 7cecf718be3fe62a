import * as v from 'valibot';
import { isAboutBilling, ofCustomer } from './ofCustomer.js';
import { operations, type DescribedOperation, type OperationName } from './operations.js';
import { Id } from './text.js';

/**
 * What the portal offers a customer, offered to the merchant's backend for any customer; by the names that the operations have
 * in the portal.
 */
export const customerOperations = /* @__PURE__ */ describeAll();

function describeAll(): Partial<Record<OperationName, DescribedOperation>> {
  const described: Partial<Record<OperationName, DescribedOperation>> = {};
  for (const operation of Object.values(operations).filter(isAboutBilling)) {
    // Inputs of these are plain objects: the customer of the path joins them.
    const { entries } = operation.schema.input as v.StrictObjectSchema<v.ObjectEntries, undefined>;
    const input = v.strictObject({ ...entries, customer: Id('cus') });
    described[operation.name as OperationName] = {
      ...ofCustomer(operation),
      schema: { input, output: operation.schema.output },
    } as DescribedOperation;
  }
  return described;
}
