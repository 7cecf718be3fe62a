type Tree = Record<string, unknown>;

/** What an event says of an object as it was before: the fields that differ, of objects within it only theirs. */
export function previousAttributes(before: object, after: object): object {
  const [was, is] = [before as Tree, after as Tree];
  const differing = Object.keys({ ...was, ...is }).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
  return Object.fromEntries(
    differing.map((field) => {
      const [left, right] = [was[field], is[field]];
      return [field, isTree(left) && isTree(right) ? previousAttributes(left, right) : (left ?? null)];
    }),
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
