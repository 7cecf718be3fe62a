import { stepUpOperations, type OperationName } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import type { SessionContext } from './SessionContext.js';

/** Checks that the merchant's app has vouched, not long ago, for who sits at the keyboard, where the configuration asks for it. */
export function requireStepUp(
  operation: string,
  { stepUp, provenUntil }: Pick<SessionContext, 'stepUp' | 'provenUntil'>,
  now: Date,
): void {
  const isAskedFor = stepUp.actions.some((action) =>
    (stepUpOperations[action] as readonly OperationName[]).includes(operation as OperationName),
  );
  if (isAskedFor && !(provenUntil !== null && provenUntil > now)) throw new BillfoldError('step_up_required');
}
