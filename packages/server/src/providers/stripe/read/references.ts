/** What Stripe refers to by its id, or gives whole where it was asked to. */
type Reference = string | { id: string } | null | undefined;

/** The id of what is referred to; null where nothing is. */
export function idOf(reference: Reference): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

/** What is referred to, where it was given whole and has not been deleted; else null. */
export function wholeOf<Thing extends { id: string }>(
  reference: string | Thing | null | undefined,
): Exclude<Thing, { deleted: true }> | null {
  if (reference === null || reference === undefined || typeof reference === 'string') return null;
  return 'deleted' in reference ? null : (reference as Exclude<Thing, { deleted: true }>);
}

/**
 * Whether a text can be an id of Stripe's. What can not is never put into a path: with an empty one, Stripe would answer
 * with a whole list.
 */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-9A-Za-z_]{4,255}$/.test(text);
}
