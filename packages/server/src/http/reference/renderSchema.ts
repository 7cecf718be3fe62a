import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { AS_SENT, type Names } from './Names.js';
import { choicesOf, hasFields, isNull, type Schema } from './Schema.js';

export type Html = ReturnType<typeof html>;

/** What is sent of it: nothing in these pages has to be waited for. */
export const textOf = (part: Html): string => (part as HtmlEscapedString).toString();

/** What a value is, in a few words: `list of Invoice`, `string or null`. */
export function renderType(schema: Schema, names: Names): Html {
  const name = names.nameOf(schema);
  if (name) return linkTo(name);
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  const choices = choicesOf(schema);
  if (choices.length > 1) return joined(choices, names);
  if (schema.type === 'array')
    return html`list of ${schema.items ? renderType(schema.items, names) : 'anything'}`;
  if (schema.$ref) return linkTo(schema.$ref.split('/').at(-1)!);
  if (isNull(schema)) return html`<code>null</code>`;
  if (schema.format === 'binary') return html`file`;
  if (schema.format) return html`${schema.type} (${schema.format})`;
  return html`${schema.type ?? 'anything'}`;
}

function joined(choices: Schema[], names: Names): Html {
  const parts = choices.map((choice) => renderType(choice, names));
  // Different objects without names are the same word; their fields follow.
  const different = [...new Map(parts.map((part) => [textOf(part), part])).values()];
  return html`${different.map((part, index) => html`${index > 0 && ' or '}${part}`)}`;
}

const linkTo = (name: string) => html`<a href="#${name}">${spoken(name)}</a>`;

/** The name as people read it. */
export function spoken(name: string): string {
  return name.endsWith(AS_SENT) ? `${name.slice(0, -AS_SENT.length)} (as sent)` : name;
}

/** A sentence in which names stand between grave accents. */
export const withCode = (text: string): Html =>
  html`${text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;

/** Every field of an object, and of the objects in it that have no name of their own. */
export function renderFields(schema: Schema, names: Names): Html {
  const { properties = {}, required = [] } = schema;
  return html`<ul class="fields">
    ${Object.entries(properties).map(([name, field]) =>
      renderField({ name, schema: field, required: required.includes(name) }, names),
    )}
  </ul>`;
}

interface Field {
  name: string;
  schema: Schema;
  required: boolean;
  description?: string | undefined;
}

/** A field, a parameter or a header: what it is called, what it is, and what it may be. */
export function renderField({ name, schema, required, description }: Field, names: Names): Html {
  const meaning = description ?? schema.description;
  const about = [...(meaning === undefined ? [] : [withCode(meaning)]), ...limitsOf(schema, names)];
  return html`<li>
    <p>
      <code class="name">${name}</code> <span class="type">${renderType(schema, names)}</span>
      ${required || html`<span class="optional">optional</span>`}
    </p>
    ${about.length > 0 && html`<p class="about">${about.map((sentence) => html`${sentence} `)}</p>`}
    ${renderInside(schema, names)}
  </li>`;
}

/** The fields of what has no name of its own: these are told nowhere else. */
export function renderInside(schema: Schema, names: Names): Html {
  if (names.nameOf(schema)) return html``;
  const inside = choicesOf(schema)
    .map((choice) => (choice.type === 'array' && choice.items ? choice.items : choice))
    .flatMap((choice) => (names.nameOf(choice) ? [] : choicesOf(choice)))
    .filter((choice) => hasFields(choice) && !names.nameOf(choice));
  return html`${inside.map(
    (choice, index) =>
      html`${inside.length > 1 && html`<p class="about">${index === 0 ? 'Either' : 'or'}</p>`}
      ${renderFields(choice, names)}`,
  )}`;
}

/** What a value may be beyond its type. */
function limitsOf(schema: Schema, names: Names): Html[] {
  const sentences: Html[] = [];
  for (const choice of choicesOf(schema)) {
    const value = choice.type === 'array' && choice.items ? choice.items : choice;
    if (names.nameOf(choice) || names.nameOf(value)) continue;
    if (value.enum) sentences.push(html`One of ${listed(value.enum)}.`);
    if (value.pattern) sentences.push(patternOf(value.pattern));
    const range = rangeOf(value);
    if (range) sentences.push(html`${range}`);
  }
  if (schema.default !== undefined)
    sentences.push(html`Default: <code>${JSON.stringify(schema.default)}</code>.`);
  return sentences;
}

const listed = (values: unknown[]) =>
  values.map((value, index) => html`${index > 0 && ', '}<code>${String(value)}</code>`);

/** Ids are by far the most common pattern, and nobody should have to read it as one. */
function patternOf(pattern: string): Html {
  const [, prefix] = /^\^([a-z]+_)\[0-9A-Za-z\]/.exec(pattern) ?? [];
  return prefix
    ? html`An id that begins with <code>${prefix}</code>.`
    : html`Matches <code>${pattern}</code>.`;
}

function rangeOf({ minLength, maxLength, minItems, maxItems, minimum, maximum }: Schema): string {
  const sizes = (from: number | undefined, to: number | undefined, of: string) => {
    if (from === undefined && to === undefined) return '';
    if (to === undefined) return `At least ${from}${of}.`;
    return from === undefined ? `At most ${to}${of}.` : `${from} to ${to}${of}.`;
  };
  const isWritten = (limit: number | undefined) =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    sizes(minLength, maxLength, ' characters'),
    sizes(minItems, maxItems, ' entries'),
    sizes(isWritten(minimum) ? minimum : undefined, isWritten(maximum) ? maximum : undefined, ''),
  ]
    .filter((it) => it !== '')
    .join(' ');
}
