import type { Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';

/**
 * What somebody else bills is only shown here: nothing about it can be changed, whatever its state. One rule for all
 * providers, asked before anything else, so that nobody is told to fix what could not be done then either.
 *
 * @throws BillfoldError `managed_externally`.
 */
export function refuseManaged({ managedBy }: Pick<Subscription, 'managedBy'>): void {
  if (managedBy) throw new BillfoldError('managed_externally');
}
