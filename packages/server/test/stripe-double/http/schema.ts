import { readFile } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Stripe's published types as a schema, with its checker: material that lies beside the repository, where somebody has put it. */
const FOLDER = new URL('../../../../../../shared/stripe/', import.meta.url);

/** Says what is wrong about a request or an answer, one sentence each; nothing where all is well. */
export interface Schema {
  judgeRequest(method: string, path: string, form: string): string[];
  judgeAnswer(method: string, path: string, answer: object): string[];
}

type Tree = { [name: string]: unknown };

let loaded: Promise<Schema | null> | undefined;

/** The schema, or null where the folder is not there: then nothing is judged, and tests must say so. */
export function findSchema(): Promise<Schema | null> {
  return (loaded ??= load());
}

async function load(): Promise<Schema | null> {
  let text: string;
  try {
    text = await readFile(new URL('stripe-openapi-slim.json', FOLDER), 'utf8');
  } catch {
    return null;
  }
  const schema = JSON.parse(text) as Tree;
  const { makeChecker } = (await import(
    /* @vite-ignore */ new URL('stripe-spec-check.mjs', FOLDER).href
  )) as {
    makeChecker(schema: Tree, ajv: typeof Ajv2020): Schema['judgeRequest'];
  };
  return { judgeRequest: makeChecker(schema, Ajv2020), judgeAnswer: makeAnswerJudge(schema) };
}

/**
 * Answers are judged more leniently than requests, for the schema was inferred from types: enumerations that Stripe calls
 * open are open, what was left out of it is anything, and fields that it does not know may be there.
 */
function makeAnswerJudge(schema: Tree): Schema['judgeAnswer'] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { decimal: /^-?\d+(\.\d+)?$/ } });
  const components = (schema['components'] as Tree)['schemas'];
  ajv.addSchema({ $id: 'stripe', components: { schemas: loosen(components) } });
  const routes = Object.entries(schema['paths'] as Record<string, Tree>)
    .map(([path, operations]) => ({ path, operations, variables: path.split('{').length }))
    .sort((a, b) => a.variables - b.variables)
    .map((route) => ({
      ...route,
      pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`),
    }));
  const compiled = new Map<string, ValidateFunction>();
  return (method, path, answer) => {
    const route = routes.find(({ pattern }) => pattern.test(path));
    const operation = route?.operations[method.toLowerCase()] as AnswerOperation | undefined;
    if (!route || !operation) return [`${method} ${path} is in no schema`];
    const key = `${method} ${route.path}`;
    let validate = compiled.get(key);
    if (!validate) {
      const answered = loosen(operation.responses['200'].content['application/json'].schema);
      validate = ajv.compile(
        JSON.parse(JSON.stringify(answered).replaceAll('"#/components', '"stripe#/components')) as Tree,
      );
      compiled.set(key, validate);
    }
    if (validate(answer)) return [];
    const said = (validate.errors ?? [])
      // Of a choice between an id and an object every branch complains: what is wrong is said by the choice's own parts.
      .filter(({ keyword }) => keyword !== 'anyOf')
      .map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
    return [...new Set(said)];
  };
}

interface AnswerOperation {
  responses: { 200: { content: { 'application/json': { schema: Tree } } } };
}

function loosen(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(loosen);
  if (typeof schema !== 'object' || schema === null) return schema;
  const node = schema as Tree;
  if (node['x-omitted'] !== undefined) return {};
  const isOpen = node['x-open-enum'] === true;
  const kept = Object.entries(node).filter(
    ([name, value]) =>
      !name.startsWith('x-') &&
      !(name === 'enum' && isOpen) &&
      !(name === 'description' && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, loosen(value)]));
}
