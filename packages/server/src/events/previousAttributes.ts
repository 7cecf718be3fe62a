import { canonicalJson } from '../canonicalJson.js';

/** The fields of a resource that are about to change, as they were: what an event tells beside the resource itself. */
export function previousAttributes<Resource extends object>(
  before: Resource,
  after: Resource,
): Partial<Resource> {
  const isChanged = ([name, value]: [string, unknown]) =>
    canonicalJson(value) !== canonicalJson(after[name as keyof Resource]);
  return Object.fromEntries(Object.entries(before).filter(isChanged)) as Partial<Resource>;
}
