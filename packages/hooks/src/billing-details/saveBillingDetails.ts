import {
  addTaxId,
  removeTaxId,
  updateBillingDetails,
  type BillingDetails,
  type InputOf,
  type MAX_TAX_IDS,
  type TaxId,
} from '@billfold/contract';
import { BillfoldError, isBillfoldError } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { endsIntent, makeKey } from '../useIntentKey.js';

/** What is to be saved at one press; what is left out stays as it is. */
export interface BillingDetailsInput {
  changes?: InputOf<typeof updateBillingDetails>;
  addTaxIds?: readonly NewTaxId[];
  /** `txi_…` */
  removeTaxIds?: readonly string[];
}

/** A tax id as it was entered. `key` names its row as long as the form is there, also when its value is corrected. */
export interface NewTaxId extends InputOf<typeof addTaxId> {
  key: string;
}

/** What has gone through so far. */
export interface BillingDetailsSaved {
  /** Whether `changes` is in force. */
  changes: boolean;
  /** The tax ids that were added, by the key of their row. */
  taxIds: Readonly<Record<string, TaxId>>;
  removedTaxIds: readonly string[];
}

/** What a save has come to: all of it, or what has gone through before something was refused. */
export interface BillingDetailsOutcome {
  saved: BillingDetailsSaved;
  /** Null: everything is saved. */
  problem: BillfoldError | null;
  /** What to change, by path: `address.postalCode`, `taxIds.<key>.value`. */
  fieldErrors: Readonly<Record<string, string>>;
  /** As they are now; null where they were never seen. */
  billingDetails: BillingDetails | null;
}

/** What is remembered of one save from try to try, so that the next one goes on where the last one has stopped. */
export interface SaveMemory {
  /** The idempotency key of each step whose answer is not known, by what it says. */
  keys: Map<string, string>;
  /** The changes that are in force. */
  changes: string | null;
  added: Map<string, { content: string; taxId: TaxId }>;
  removed: Set<string>;
}

export const emptyMemory = (): SaveMemory => ({
  keys: new Map(),
  changes: null,
  added: new Map(),
  removed: new Set(),
});

/** The contract's number stands beside its schemas, which no page needs: this one is the same, or does not compile. */
const maxTaxIds: typeof MAX_TAX_IDS = 5;

/**
 * Saves step by step: the changes, then each new tax id, then the removals, so that nobody is without a tax id in
 * between; only where there is no room for the new ones, as many go first as must. The first step that is refused ends it.
 *
 * @param before the details as they were seen last.
 * @param isStillTheirs whether the client still speaks for the customer who has pressed.
 */
export async function saveBillingDetails(
  client: Client,
  { changes = {}, addTaxIds = [], removeTaxIds = [] }: BillingDetailsInput,
  memory: SaveMemory,
  before: BillingDetails | null,
  isStillTheirs: () => boolean,
): Promise<BillingDetailsOutcome> {
  let details = before;
  let path = (field: string) => field;
  const obsolete = removeTaxIds.filter((taxId) => !memory.removed.has(taxId));

  /** Sends one step. Its key is the same until it is certain what became of it. */
  async function step<Answer>(said: unknown, send: (idempotencyKey: string) => Promise<Answer>) {
    if (!isStillTheirs()) throw somebodyElse();
    const about = JSON.stringify(said);
    const key = memory.keys.get(about) ?? makeKey();
    memory.keys.set(about, key);
    try {
      const answer = await send(key);
      memory.keys.delete(about);
      return answer;
    } catch (error) {
      if (endsIntent(error)) memory.keys.delete(about);
      throw error;
    }
  }

  async function change(): Promise<void> {
    const content = JSON.stringify(changes);
    if (Object.keys(changes).length === 0 || memory.changes === content) return;
    details = await step(['changes', changes], (idempotencyKey) =>
      client.call(updateBillingDetails, changes, { idempotencyKey }),
    );
    memory.changes = content;
  }

  async function add({ key, type, value }: NewTaxId): Promise<void> {
    const content = contentOf({ type, value });
    const earlier = memory.added.get(key);
    if (earlier?.content === content) return;
    path = (field) => `taxIds.${key}.${field}`;
    const taxId = await step(['add', key, content], (idempotencyKey) =>
      client.call(addTaxId, { type, value }, { idempotencyKey }),
    );
    memory.added.set(key, { content, taxId });
    if (earlier) obsolete.push(earlier.taxId.id);
    if (details)
      details = { ...details, taxIds: [...details.taxIds.filter(({ id }) => id !== taxId.id), taxId] };
  }

  async function remove(taxId: string): Promise<void> {
    if (memory.removed.has(taxId)) return;
    path = (field) => `taxIds.${taxId}.${field}`;
    await step(['remove', taxId], (idempotencyKey) =>
      client.call(removeTaxId, { taxId }, { idempotencyKey }),
    ).catch((error: unknown) => {
      // Somebody was faster, and it is as it was to be.
      if (!isBillfoldError(error) || error.code !== 'not_found') throw error;
    });
    memory.removed.add(taxId);
    if (details) details = { ...details, taxIds: details.taxIds.filter(({ id }) => id !== taxId) };
  }

  /** How many more there would be on file than there can be, where that is known. */
  function missingRoom(): number {
    const toAdd = addTaxIds.filter((entry) => memory.added.get(entry.key)?.content !== contentOf(entry));
    return details ? Math.max(0, details.taxIds.length + toAdd.length - maxTaxIds) : 0;
  }

  let problem: BillfoldError | null = null;
  try {
    await change();
    for (const taxId of obsolete.splice(0, missingRoom())) await remove(taxId);
    for (const taxId of addTaxIds) await add(taxId);
    for (const taxId of obsolete) await remove(taxId);
  } catch (error) {
    if (!isBillfoldError(error) && isStillTheirs()) throw error;
    problem = isStillTheirs() ? (error as BillfoldError) : somebodyElse();
  }
  return {
    saved: savedOf(memory),
    problem,
    fieldErrors: problem ? fieldErrorsOf(problem, path) : {},
    billingDetails: details,
  };
}

const contentOf = ({ type, value }: Pick<NewTaxId, 'type' | 'value'>) => JSON.stringify({ type, value });

const somebodyElse = () => new BillfoldError('unauthorized', 'Somebody else is signed in by now.');

function savedOf({ changes, added, removed }: SaveMemory): BillingDetailsSaved {
  return {
    changes: changes !== null,
    taxIds: Object.fromEntries(Array.from(added, ([key, { taxId }]) => [key, taxId])),
    removedTaxIds: [...removed],
  };
}

/** The first thing that is wrong with each field, by the path that the form knows it by. */
function fieldErrorsOf({ code, fields, message }: BillfoldError, path: (field: string) => string) {
  const isAboutTaxId = code === 'tax_id_invalid' || code === 'conflict';
  const told = fields?.length ? fields : isAboutTaxId ? [{ path: 'value', message }] : [];
  return Object.fromEntries(told.map((field) => [path(field.path), field.message]).reverse()) as Record<
    string,
    string
  >;
}
