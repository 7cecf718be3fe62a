/** The fields of a resource that are about to change, as they were: what an event tells beside the resource itself. */
export function previousAttributes<Resource extends object>(
  before: Resource,
  after: Resource,
): Partial<Resource> {
  const isChanged = ([name, value]: [string, unknown]) =>
    textOf(value) !== textOf(after[name as keyof Resource]);
  return Object.fromEntries(Object.entries(before).filter(isChanged)) as Partial<Resource>;
}

/** A value in one spelling: the database gives the members of an object back in an order of its own. */
function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
