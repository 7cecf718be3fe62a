import { invalid } from './StripeFault.js';

/** Parameters as they came: a tree of texts whose shape the schema judges. Each reader asks for what it needs. */
// oxlint-disable-next-line typescript/no-explicit-any -- every reader checks what it takes out
export type Params = Record<string, any>;

/**
 * Reads Stripe's form encoding: `items[0][price]=x` is an object in a list. A list that was emptied comes as the empty
 * text, which is what removes a value everywhere.
 */
export function decodeForm(form: string): Params {
  const root: Params = Object.create(null) as Params;
  for (const pair of form.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = pair
      .split('=')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const keys = [name.replace(/\[.*$/s, ''), ...[...name.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key!)];
    let place: Params = root;
    for (const [depth, key] of keys.entries()) {
      const at = key === '' ? String(Object.keys(place).length) : key;
      if (depth === keys.length - 1) place[at] = value;
      else place = place[at] = isTree(place[at]) ? place[at] : (Object.create(null) as Params);
    }
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, withLists(value)]));
}

/** An amount, a quantity or a time; undefined: not said. */
export function numberOf(value: unknown, param: string): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (typeof value !== 'string' || !Number.isSafeInteger(number))
    throw invalid(`Invalid integer: ${String(value)}`, { code: 'parameter_invalid_integer', param });
  return number;
}

/** Undefined: not said. */
export function booleanOf(value: unknown, param: string): boolean | undefined {
  if (value === undefined || value === '') return undefined;
  if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${String(value)}`, { param });
  return value === 'true';
}

/** Undefined: not said; null: to be removed. */
export function textOf(value: unknown, param: string): string | null | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param });
  return value === '' ? null : value;
}

/** A text without which nothing can be done. */
export function requiredText(value: unknown, param: string): string {
  const text = textOf(value, param);
  if (text === undefined || text === null)
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  return text;
}

/** What is on file about an object, with what is new; an empty value removes a key, an empty text removes all of them. */
export function metadataOf(value: unknown, before: Record<string, string> = {}): Record<string, string> {
  if (value === undefined) return before;
  if (value === '') return {};
  const merged = Object.entries({ ...before, ...(value as Record<string, string>) });
  const kept = merged.filter(([, text]) => text !== '');
  if (kept.length > 50 || kept.some(([key, text]) => key.length > 40 || text.length > 500))
    throw invalid('Metadata has 50 keys of 40 characters at most, and values of 500.', { param: 'metadata' });
  return Object.fromEntries(kept);
}

function withLists(value: unknown): unknown {
  if (!isTree(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function isTree(value: unknown): value is Params {
  return typeof value === 'object' && value !== null;
}
