import type { Schema } from './Schema.js';

/** The names of shapes, which the document writes out wherever they stand. */
export interface Names {
  /** The name of a shape, where it has one. */
  nameOf(schema: Schema): string | undefined;
  /** Every name with its shape, in the order of the alphabet. */
  all: [name: string, schema: Schema][];
}

/** What is sent may leave out what is answered: a shape of which both are told has a second name. */
export const AS_SENT = 'AsSent';

/**
 * @param shapes each name with its forms: as it is answered, then as it is sent.
 * @param document where they are written out. A form of its own that nobody sends is left out.
 */
export function readNames(shapes: ReadonlyMap<string, readonly Schema[]>, document: object): Names {
  const written = JSON.stringify(document);
  const names = new Map<string, string>();
  const all: Names['all'] = [];
  for (const [name, [answered, sent]] of shapes) {
    for (const [form, called] of [
      [answered, name],
      [sent, `${name}${AS_SENT}`],
    ] as const) {
      const key = JSON.stringify(form);
      if (!form || names.has(key)) continue;
      if (called !== name && !written.includes(key)) continue;
      names.set(key, called);
      all.push([called, form]);
    }
  }
  all.sort(([a], [b]) => (a < b ? -1 : 1));
  return { nameOf: (schema) => names.get(JSON.stringify(schema)), all };
}
