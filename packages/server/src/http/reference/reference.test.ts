import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { customerOperations, errorTable, operations } from '@billfold/contract';
import { namedSchemas, openApiDocument } from '@billfold/contract/openapi';
import { createPortal } from '../../createPortal.js';
import { createSandbox } from '../../providers/sandbox/index.js';
import { exampleOf } from './exampleOf.js';
import type { OpenApi } from './OpenApi.js';
import { outline } from './outline.js';
import { bodyExample, bodyOf } from './renderOperation.js';
import { renderReference } from './renderReference.js';
import type { Schema } from './Schema.js';

const openApi = openApiDocument('https://billing.test', '1.2.3') as unknown as OpenApi;
const shapes = namedSchemas() as Map<string, Schema[]>;
const page = renderReference(openApi, shapes);
/** All but those that are the same as another. */
const entries = outline(openApi).parts.flatMap((part) => part.groups.flatMap((group) => group.entries));

/** Asks a portal whose database does not exist: the page needs none. */
async function answer(): Promise<Response> {
  const portal = createPortal({
    database: {} as never,
    provider: createSandbox(),
    publicUrl: 'https://billing.test',
    version: '1.2.3',
  });
  return portal.fetch(new Request('https://billing.test/reference'));
}

test('[S245] the server serves the reference to whoever asks, under a policy that allows its own style and nothing else', async () => {
  const response = await answer();
  const html = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toBe(page);

  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => style!);
  expect(styles).toHaveLength(1);
  const hash = createHash('sha256').update(styles[0]!).digest('base64');
  expect(response.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('[S245] nothing runs in it and nothing is loaded by it', () => {
  for (const { name, attributes } of tagsOf(page)) {
    expect(['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'svg']).not.toContain(name);
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^(on|src|style$|action)/);
    expect(attributes['href'] ?? '#').toMatch(/^(#|\/openapi\.json$)/);
  }
  expect(page).not.toMatch(/@import|url\(/);
});

test('[S246] every operation is on it once, with its method, its path and each of its parameters', () => {
  const all = [...Object.values(operations), ...Object.values(customerOperations)];
  for (const { name, method, path, summary } of all) {
    const article = articleOf(name);
    expect(article.replaceAll(/<\/?var>/g, '')).toContain(`<code>${path}</code>`);
    expect(article).toContain(`<span class="method">${method}</span>`);
    expect(textOf(article)).toContain(summary);
  }
  expect(page.match(/<article id="[a-z]/g)).toHaveLength(all.length);
  for (const entry of entries) {
    const article = articleOf(entry.operationId);
    const body = Object.keys(bodyOf(entry)?.properties ?? {});
    for (const field of [...(entry.parameters ?? []).map(({ name }) => name), ...body])
      expect(article).toContain(`<code class="name">${field}</code>`);
    for (const status of Object.keys(entry.responses)) expect(article).toMatch(new RegExp(`\\b${status}\\b`));
  }
});

test('[S246] what a merchant calls for a customer names the operation of the portal that it is the same as', () => {
  for (const [name] of Object.entries(customerOperations)) {
    expect(articleOf(`${name}OfCustomer`)).toContain(`href="#${name}"`);
  }
});

test('[S246] every error and every shape is told once, and what is named can be followed', () => {
  for (const [code, { status, message }] of Object.entries(errorTable)) {
    const [, told] = new RegExp(`<dt id="error-${code}">([\\s\\S]*?)</dd>`).exec(page) ?? [];
    if (told === undefined) expect(page).not.toContain(`#error-${code}"`);
    else expect(textOf(told)).toBe(`${status} ${code} ${message}`.replaceAll('`', ''));
  }
  for (const name of shapes.keys()) expect(page).toContain(`<article id="${name}">`);
  const ids = tagsOf(page).flatMap(({ attributes }) => attributes['id'] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { attributes } of tagsOf(page)) {
    const href = attributes['href'] ?? '';
    if (href.startsWith('#')) expect(ids).toContain(href.slice(1));
    if (attributes['aria-labelledby']) expect(ids).toContain(attributes['aria-labelledby']);
  }
});

test('[S247] every tag is closed where it was opened, and lists hold nothing but their entries', () => {
  const open: string[] = [];
  for (const { name, closes, isVoid } of tagsOf(page)) {
    if (closes) expect(open.pop()).toBe(name);
    else {
      const parent = open.at(-1);
      if (parent === 'ul') expect(name).toBe('li');
      if (parent === 'dl') expect(name).toMatch(/^d[td]$/);
      if (parent === 'p') expect(name).toMatch(/^(a|code|span|var)$/);
      if (!isVoid) open.push(name);
    }
  }
  expect(open).toEqual([]);
});

test('[S247] whatever a document holds is shown as text', () => {
  const hostile = `</style></p>"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const schema: Schema = {
    type: 'object',
    description: hostile,
    properties: {
      [hostile]: { type: hostile, enum: [hostile], default: hostile, pattern: hostile, description: hostile },
    },
    required: [],
  };
  const shown = renderReference(
    {
      info: { title: hostile, version: hostile, description: hostile },
      servers: [{ url: hostile }],
      paths: {
        [`/${hostile}/{id}`]: {
          get: {
            operationId: hostile,
            summary: hostile,
            tags: [hostile],
            security: [],
            parameters: [{ name: hostile, in: hostile, required: false, description: hostile, schema }],
            requestBody: { content: { 'application/json': { schema } } },
            responses: {
              200: { description: hostile, content: { [hostile]: { schema } } },
              400: { description: `\`a\`: ${hostile}` },
            },
          },
        },
      },
      components: { securitySchemes: { one: { description: hostile } }, schemas: {} },
    },
    new Map([[hostile, [schema]]]),
  );
  const names = new Set(tagsOf(shown).map(({ name }) => name));
  for (const name of ['script', 'img']) expect(names).not.toContain(name);
  expect(tagsOf(shown).filter(({ name }) => name === 'style')).toHaveLength(2);
  expect(shown.split('&lt;script&gt;').length).toBeGreaterThan(15);
});

test('[S248] every example of a body is one that its operation takes', () => {
  const faults = entries.flatMap((entry) => {
    const body = bodyOf(entry);
    if (!body) return [];
    const { input } = operations[entry.operationId as keyof typeof operations].schema;
    const inPath = (entry.parameters ?? []).filter((it) => it.in === 'path');
    const path = Object.fromEntries(inPath.map((it) => [it.name, exampleOf(it.schema, it.name)]));
    return faultsOf(entry.operationId, input, { ...path, ...(bodyExample(entry, body) as object) });
  });
  expect(faults).toEqual([]);
});

test('[S248] every example of an answer is one that its operation may give', () => {
  const faults = entries.flatMap(({ operationId, responses }) => {
    const schema = (responses['200'] ?? responses['201'])?.content?.['application/json']?.schema;
    const { output } = operations[operationId as keyof typeof operations].schema;
    return schema ? faultsOf(operationId, output, exampleOf(schema)) : [];
  });
  expect(faults).toEqual([]);
});

const faultsOf = (operation: string, schema: v.GenericSchema, example: unknown) =>
  (v.safeParse(schema, example).issues ?? []).map((issue) => [operation, v.getDotPath(issue), issue.message]);

interface Tag {
  name: string;
  closes: boolean;
  isVoid: boolean;
  attributes: Record<string, string>;
}

/** The tags of a page, in order. Text between them can hold no `<`, because that is what makes a tag of it. */
function tagsOf(html: string): Tag[] {
  return [
    ...html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>|<(?!!doctype html>)/g),
  ].map(([tag, slash, name, attributes]) => {
    if (name === undefined) throw new Error(`There is a < that begins no tag: ${tag}`);
    return {
      name,
      closes: slash === '/',
      isVoid: /^(meta|br|hr|input|link|img)$/.test(name),
      attributes: Object.fromEntries(
        [...attributes!.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key!, value ?? '']),
      ),
    };
  });
}

function articleOf(id: string): string {
  const articles = page.split(`<article id="${id}">`);
  expect(articles).toHaveLength(2);
  return articles[1]!.split('</article>')[0]!;
}

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
