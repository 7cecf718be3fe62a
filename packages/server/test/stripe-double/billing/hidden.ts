/**
 * Keeps a field that Stripe sends only to those who expand it: it is read like any other, and left out wherever the
 * object is written down.
 */
export function hide<Thing extends object, Field extends keyof Thing>(
  thing: Thing,
  field: Field,
  value: Thing[Field] | undefined,
): void {
  if (value === undefined) return;
  Object.defineProperty(thing, field, { value, enumerable: false, writable: true, configurable: true });
}
