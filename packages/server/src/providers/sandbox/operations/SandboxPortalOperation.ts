import type { OperationName, ParsedInput, ResultOf } from '@billfold/contract';
import type { ProviderPortalContext } from '../../../provider/ProviderOperations.js';
import type { BillingTerms } from '../engine/terms.js';

/** An operation of customers that only the sandbox has. */
export type SandboxPortalOperation<Name extends OperationName> = (
  context: ProviderPortalContext<ParsedInput<Name>> & {
    terms: BillingTerms;
    /** Whether somebody draws documents here. */
    drawn: boolean;
  },
) => Promise<ResultOf<Name>>;
