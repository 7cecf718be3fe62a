import type { Problem } from '../../problem.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { FieldFault, FieldPath } from './findProblems.js';

/** Why details were not saved, or not all of them. */
export interface SaveProblem extends Problem {
  /** What the portal did not take, by its names: `address.postalCode`; a new tax id by its row: `taxIds.<key>.value`. */
  fields: readonly string[];
  /** Whether a part of it was saved before something was refused. */
  isPartlySaved: boolean;
}

/** What the portal says about fields, in the names of the form. What is about none of them is not in here. */
export function refusedFields(
  { code, fields }: SaveProblem,
  draft: Pick<BillingDetailsDraft, 'taxIds'>,
): [FieldPath, FieldFault][] {
  const fault = code === 'feature_disabled' ? 'notAllowed' : code === 'conflict' ? 'taken' : 'refused';
  return fields.flatMap((path) => {
    const field = fieldOf(path, draft);
    return field ? [[field, fault] as [FieldPath, FieldFault]] : [];
  });
}

const SAME_NAME = /^(name|phone|purchaseOrder|address\.(country|line[12]|city|region|postalCode))$/;

function fieldOf(path: string, { taxIds }: Pick<BillingDetailsDraft, 'taxIds'>): FieldPath | null {
  if (SAME_NAME.test(path)) return path as FieldPath;
  const [list, item = '', part] = path.split('.');
  if (list === 'address') return 'address.country';
  if (list === 'invoiceEmails') return `invoiceEmails.${Number(item)}.email`;
  const row = taxIds.findIndex(({ key }) => key === item);
  return list === 'taxIds' && row >= 0 ? `taxIds.${row}.${part === 'type' ? 'type' : 'value'}` : null;
}
