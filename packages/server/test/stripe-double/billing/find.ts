import type { Params } from '../params.js';
import { invalid, noSuch } from '../StripeFault.js';

/** An object by its id, as a request names it. */
export function find<Thing>(
  things: ReadonlyMap<string, Thing>,
  id: string | undefined | null,
  kind: string,
  param = 'id',
): Thing {
  const found = id ? things.get(id) : undefined;
  if (!found) throw noSuch(kind, id ?? '', param);
  return found;
}

/** An object that another one refers to, which must be there. */
export function known<Thing>(things: ReadonlyMap<string, Thing>, reference: unknown): Thing {
  const found = things.get(String(reference));
  if (!found) throw new Error(`The double has lost ${String(reference)}.`);
  return found;
}

/** A list that a request gives; none where it is left out or emptied. */
export function listOf(value: unknown, param: string): Params[] {
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value)) throw invalid(`Invalid array`, { param });
  return value as Params[];
}

/** An object as it is referred to in the state: by its id. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}
