import type { Operation, OperationSchema } from './operation.js';
import * as customers from './customers.js';
import * as invoices from './invoices.js';
import * as plans from './plans.js';
import * as sandbox from './sandbox.js';
import * as sessions from './sessions.js';
import * as subscriptions from './subscriptions.js';

const modules = { ...sessions, ...plans, ...subscriptions, ...invoices, ...customers, ...sandbox };

/** An operation together with the schemas that stand beside it. */
export type DescribedOperation = Operation<never, unknown> & { schema: OperationSchema };

type Modules = typeof modules;
/** The names of all operations. An operation is whatever a noun's file exports with a `…Schema` beside it. */
export type OperationName = {
  [Name in keyof Modules & string]: `${Name}Schema` extends keyof Modules ? Name : never;
}[keyof Modules & string];

/**
 * Every operation of the API with its schemas, by name. The server makes its routes from this, tests make
 * their matrices, and the OpenAPI document is derived from it. Browsers import single operations instead.
 */
export const operations = /* @__PURE__ */ collect();

function collect(): Record<OperationName, DescribedOperation> {
  const found: Record<string, DescribedOperation> = {};
  for (const [name, value] of Object.entries(modules) as [string, unknown][]) {
    const schema = (modules as Record<string, unknown>)[`${name}Schema`] as OperationSchema | undefined;
    if (schema) found[name] = { ...(value as Operation<never, unknown>), schema };
  }
  return found as Record<OperationName, DescribedOperation>;
}

/** Input that an operation's handler receives: parsed, with defaults filled in. */
export type ParsedInput<Name extends OperationName> = `${Name}Schema` extends keyof Modules
  ? Modules[`${Name}Schema`] extends { input: infer Schema }
    ? import('valibot').InferOutput<Schema & import('valibot').GenericSchema>
    : never
  : never;

/** What an operation's handler returns: the document for PDFs, else what the output schema accepts. */
export type ResultOf<Name extends OperationName> =
  Modules[Name] extends Operation<infer _, infer Output> ? Output : never;
