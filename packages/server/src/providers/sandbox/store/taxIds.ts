import type { TaxId, TaxIdEntry } from '@billfold/contract';
import { makeId } from '../../../access/secrets.js';
import { compactTaxId, verdictOn } from '../../../rules/taxIds.js';
import type { Millis } from '../engine/periods.js';
import { VERIFICATION_TIME, verificationAt, type TaxIdState } from '../engine/taxIds.js';
import { atInstant } from './instants.js';

/** A tax id that somebody has just named: its register is asked, where there is one. */
export async function newTaxId({ type, value }: TaxIdEntry, at: Millis): Promise<TaxIdState> {
  const verdict = await verdictOn({ type, value });
  const settlesAt = verdict === null ? at : at + VERIFICATION_TIME;
  return { id: makeId('txi'), type, value, verdict: verdict ?? 'unavailable', settlesAt, createdAt: at };
}

/** Those that are named and no others, each once. Those that were there already stay what they are. */
export async function reconcileTaxIds(
  known: readonly TaxIdState[],
  entries: readonly TaxIdEntry[],
  at: Millis,
): Promise<TaxIdState[]> {
  const kept = new Map(known.map((taxId) => [keyOf(taxId), taxId]));
  const named = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return Promise.all([...named].map(async ([key, entry]) => kept.get(key) ?? (await newTaxId(entry, at))));
}

/** Whether two are the same number of the same kind, however they are written. */
export function isSameTaxId(one: TaxIdEntry, other: TaxIdEntry): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ type, value }: TaxIdEntry): string {
  return `${type} ${compactTaxId(value)}`;
}

/** As the contract says it, with what is known at an instant. */
export function toTaxId(taxId: TaxIdState, at: Millis): TaxId {
  const { id, type, value, createdAt } = taxId;
  return { id, type, value, verification: verificationAt(taxId, at), createdAt: atInstant(createdAt) };
}
