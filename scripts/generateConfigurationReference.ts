// Writes the tables of docs/configuration.md from the schema of a portal configuration and the table of operations, between two
// marks; what stands around them is written by people.
//   npx tsx --conditions=@billfold/source scripts/generateConfigurationReference.ts
// A test says when the page is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { operations, stepUpOperations } from '@billfold/contract';
import { portalConfigurationJsonSchema } from '@billfold/contract/openapi';
import { ROOT } from './paths.js';

export const PAGE = join(ROOT, 'docs/configuration.md');
const BEGIN = '<!-- From the schema, by scripts/generateConfigurationReference.ts: do not edit. -->';
const END = '<!-- From here on by hand again. -->';

/** As much of JSON Schema as a configuration is written in. */
interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** One line of a table. */
interface Field {
  /** Below the part that the table is about: `retention.offerCoupon`, `products[].prices`. */
  path: string;
  type: string;
  default: string;
  meaning: string;
}

const configuration = portalConfigurationJsonSchema() as Schema;

/** The page with tables that fit the schema as it is now. */
export async function currentPage(page: string): Promise<string> {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${PAGE} has lost its marks: "${BEGIN}" and "${END}".`);
  const text = `${page.slice(0, before)}${BEGIN}\n\n${reference()}\n\n${page.slice(after)}`;
  return format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

function reference(): string {
  const { features, businessProfile, stepUp, ...others } = configuration.properties!;
  return [
    ...Object.entries(features!.properties!).map(([name, schema]) =>
      section(`features.${name}`, schema, offOf(name)),
    ),
    `### Whatever is off\n\nThese are decided by no feature: ${operationsOf(null)}.`,
    section('businessProfile', businessProfile!),
    section('stepUp', stepUp!, stepUpTable()),
    ...Object.entries(others).map(([name, schema]) => section(name, schema)),
  ].join('\n\n');
}

function section(path: string, schema: Schema, more = ''): string {
  const fields = fieldsOf(schema);
  const about =
    fields.length > 0 ? `${schema.description}\n\n${table(fields)}` : table([toField(path, schema)]);
  return [`### \`${path}\``, about, more].filter((part) => part !== '').join('\n\n');
}

/** Every field below a schema, with those of the objects in it. */
function fieldsOf(schema: Schema, below = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${below}${name}`;
    const inside = [...fieldsOf(field, `${path}.`), ...choicesOf(field).flatMap((it) => inItems(it, path))];
    return [toField(path, field), ...inside];
  });
}

const inItems = ({ items }: Schema, path: string): Field[] =>
  items ? choicesOf(items).flatMap((choice) => fieldsOf(choice, `${path}[].`)) : [];

function toField(path: string, schema: Schema): Field {
  return { path, type: typeOf(schema, path), default: defaultOf(schema), meaning: schema.description ?? '' };
}

const choicesOf = (schema: Schema): Schema[] => schema.anyOf ?? [schema];

/** What may be written, in a few words. */
function typeOf(schema: Schema, path: string): string {
  if (/Url$|\burl$/.test(path))
    return choicesOf(choicesOf(schema)[0]!).length > 1 ? 'link or `null`' : 'URL or `null`';
  if (schema.anyOf) {
    const words = schema.anyOf.map((choice) => typeOf(choice, path));
    return [...new Set(words)].join(' or ');
  }
  if (schema.type === 'null') return '`null`';
  if (schema.type === 'array') return `list of ${typeOf(schema.items!, path)}`;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  const [, prefix] = /^\^([a-z]+_)\[/.exec(schema.pattern ?? '') ?? [];
  if (prefix) return `\`${prefix}…\``;
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.type === 'string') return schema.maxLength ? `text of up to ${schema.maxLength}` : 'text';
  return schema.type!;
}

function defaultOf({ default: value, items, properties }: Schema): string {
  if (value === undefined || properties) return '';
  const isAll = Array.isArray(value) && items?.enum?.length === value.length;
  return isAll ? 'all of them' : `\`${JSON.stringify(value).replaceAll('"', '')}\``;
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(
    (field) => `| \`${field.path}\` | ${field.type} | ${field.default} | ${field.meaning} |`,
  );
  return ['| field | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** What a feature that is off takes away. */
const offOf = (feature: string) => `Off, it refuses ${operationsOf(feature)}.`;

function operationsOf(feature: string | null): string {
  const found = Object.values(operations).filter(
    ({ access, path }) =>
      access.by === 'portal_session' && access.feature === feature && !path.startsWith('/portal/v1/sandbox'),
  );
  return found
    .map(({ name }) => `\`${name}\``)
    .sort()
    .join(', ');
}

function stepUpTable(): string {
  const rows = Object.entries(stepUpOperations).map(
    ([action, names]) => `| \`${action}\` | ${names.map((name) => `\`${name}\``).join(', ')} |`,
  );
  return ['| action | what it covers |', '| --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(PAGE, await currentPage(readFileSync(PAGE, 'utf8')));
}
