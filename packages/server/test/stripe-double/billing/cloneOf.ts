/**
 * A copy that shares nothing that can change: hidden fields are copied too, and values of classes, such as decimals, are
 * taken as they are.
 */
export function cloneOf<Thing>(thing: Thing): Thing {
  if (Array.isArray(thing)) return thing.map(cloneOf) as Thing;
  if (!isPlain(thing)) return thing;
  const copy = {};
  for (const [field, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(thing)))
    Object.defineProperty(copy, field, { ...descriptor, value: cloneOf(descriptor.value as unknown) });
  return copy as Thing;
}

function isPlain(thing: unknown): thing is object {
  if (typeof thing !== 'object' || thing === null) return false;
  const prototype: unknown = Object.getPrototypeOf(thing);
  return prototype === Object.prototype || prototype === null;
}
