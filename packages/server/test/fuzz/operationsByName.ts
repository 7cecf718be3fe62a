import { customerOperations, operations, type DescribedOperation } from '@billfold/contract';

/** Every operation, those included that a merchant calls for a customer. */
export const operationsByName: Record<string, DescribedOperation> = Object.fromEntries(
  [...Object.values(operations), ...Object.values(customerOperations)].map((operation) => [
    operation.name,
    operation,
  ]),
);
