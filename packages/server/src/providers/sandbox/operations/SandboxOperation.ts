import type { OperationName, ParsedInput, ResultOf } from '@billfold/contract';
import type { ProviderOperationContext } from '../../../provider/ProviderOperations.js';
import type { BillingTerms } from '../engine/terms.js';

/** An operation that only the sandbox has. */
export type SandboxOperation<Name extends OperationName> = (
  context: ProviderOperationContext<ParsedInput<Name>> & { terms: BillingTerms },
) => Promise<ResultOf<Name>>;
