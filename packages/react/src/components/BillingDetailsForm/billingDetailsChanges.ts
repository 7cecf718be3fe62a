import type { InputOf, updateBillingDetails } from '@billfold/contract';
import type { NewTaxId } from '@billfold/hooks';

/** What is to be changed. What is not named stays as it is, whoever changed it last. */
export interface BillingDetailsChanges {
  update: InputOf<typeof updateBillingDetails>;
  /** New tax ids, in the order of their rows. */
  taxIds: NewTaxId[];
  /** Ids of those on file that are to be removed. */
  removedTaxIds: string[];
}

/** Whether there is anything to be saved. */
export const hasChanges = ({ update, taxIds, removedTaxIds }: BillingDetailsChanges) =>
  Object.keys(update).length > 0 || taxIds.length > 0 || removedTaxIds.length > 0;
