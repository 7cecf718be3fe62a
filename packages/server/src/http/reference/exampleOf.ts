import { choicesOf, isNull, type Schema } from './Schema.js';

/**
 * A value that fits a schema, plainly made up, for people to see what it looks like. It is the same every time.
 *
 * @param name of the field that holds it, which says what kind of text is meant.
 * @param all whether what may be left out is shown too.
 */
export function exampleOf(schema: Schema, name = '', all = true): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = choicesOf(schema).find((it) => !isNull(it)) ?? schema;
  if (choice !== schema) return exampleOf(choice, name, all);
  if (schema.properties) return objectOf(schema, all);
  switch (schema.type) {
    case 'object':
      return {};
    case 'array':
      return schema.items ? [exampleOf(schema.items, singular(name), all)] : [];
    case 'boolean':
      return schema.default ?? true;
    case 'integer':
    case 'number':
      return schema.default ?? numberOf(schema, name);
    case 'string':
      return schema.default ?? textOf(schema, name);
    default:
      return null;
  }
}

function objectOf({ properties = {}, required = [] }: Schema, all: boolean): object {
  const shown = Object.entries(properties).filter(([name]) => all || required.includes(name));
  return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, name, all)]));
}

function numberOf({ minimum = 0, maximum = Infinity }: Schema, name: string): number {
  const usual = /amount|total/i.test(name) ? 4_900 : name === 'exponent' ? 2 : 1;
  return Math.min(Math.max(usual, minimum), maximum);
}

/** By what a field is called; the first that its pattern and its limits allow. */
function textOf(schema: Schema, name: string): string {
  if (schema.format === 'date-time') return '2026-11-20T09:00:00.000Z';
  const [, prefix] = /^\^([a-z]+_)/.exec(schema.pattern ?? '') ?? [];
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const found = [...(prefix ? [`${prefix}3nXyT0aD`, prefix] : []), ...textsBy(name), ...PLAIN].find(fits);
  return found ?? 'text';
}

function* textsBy(name: string): Iterable<string> {
  if (/email/i.test(name)) yield 'customer@example.com';
  if (/url$/i.test(name)) yield 'https://app.example.com/billing';
  if (/origin$/i.test(name)) yield 'https://app.example.com';
  if (/name$/i.test(name)) yield 'Example Customer';
  if (/reference/i.test(name)) yield 'user-17';
  if (/message|description|comment|headline/i.test(name)) yield 'A sentence.';
  if (name === 'line1') yield '1 Example Street';
  if (name === 'city') yield 'Example City';
  if (name === 'postalCode') yield '12345';
  if (name === 'region') yield 'CA';
  if (name === 'phone') yield '+15550100';
  if (name === 'value') yield 'DE123456789';
  if (name === 'locale') yield 'en';
}

/** What patterns ask for: a name, a currency, a country, a year, a colour, a hash, a link. */
const PLAIN = [
  'example',
  'usd',
  'US',
  '2026',
  '4242',
  '20',
  '#215aa2',
  'https://app.example.com/billing',
  'customer@example.com',
  '0123456789abcdef'.repeat(4),
  'bps_3nXyT0aD',
];

/** `subscriptions` hold each a subscription. */
const singular = (name: string) => name.replace(/s$/, '');
