import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import * as contract from './index.js';

/**
 * The shapes that have a name in this package, as the OpenAPI document writes them out wherever they stand: as they are sent, and as
 * they are answered. Whoever shows the document to people can say `Money` by it, and show once what that is.
 */
export function namedSchemas(): Map<string, JsonSchema[]> {
  const named = new Map<string, JsonSchema[]>();
  for (const [name, value] of Object.entries(contract)) {
    if (!/^[A-Z]/.test(name) || !isShape(value)) continue;
    const forms = (['output', 'input'] as const).map((typeMode) => {
      const { $schema: _, ...form } = toJsonSchema(value, { errorMode: 'ignore', typeMode });
      return form;
    });
    named.set(name, forms);
  }
  return named;
}

/** Objects, choices among objects, and lists of values. A text or a number says more by its own limits than by a name. */
function isShape(value: unknown): value is v.GenericSchema {
  const { kind, type, options } = (value ?? {}) as { kind?: string; type?: string; options?: unknown[] };
  if (kind !== 'schema') return false;
  return /^(object|strict_object|variant)$/.test(type!) || (type === 'picklist' && options!.length > 6);
}
