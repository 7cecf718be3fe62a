import type * as v from 'valibot';
import type { Access } from './access.js';
import type { ErrorCode } from './errors.js';

/**
 * One operation of the API as a value. Server routes, the client, query keys and the OpenAPI document are all
 * read from it. It holds plain facts and carries `Input` and `Output` as types only, and stands in a file without
 * schemas: whatever bundles a page that calls one operation leaves the validator out. Its schemas are in the noun's
 * own file, under its name with `Schema` behind it.
 */
export interface Operation<Input = never, Output = unknown> {
  /** The name under which the operation is found in every layer. */
  name: string;
  /** One sentence for the OpenAPI document. */
  summary: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path with `{name}` for each part of the input that travels in it. The rest of the input is the query of a GET or DELETE, and the JSON body of all others. */
  path: `/${string}`;
  access: Access;
  /** Status of the answer when it succeeds. */
  status: 200 | 201 | 204;
  /** What a success carries: JSON, or a document (then `Output` is {@link Document}). */
  produces: 'json' | 'pdf' | 'csv' | 'zip';
  /** Whether `Idempotency-Key` is taken. */
  idempotency: 'none' | 'optional' | 'required';
  /**
   * Whether `If-Match` must name the version of the resource that the caller has seen: then nobody overwrites what they
   * do not know of.
   */
  version: 'none' | 'required';
  /** Errors of this operation besides those that every operation of its access can give. */
  errors: readonly ErrorCode[];
  /** Types only; never present at run time. */
  types?: { input: Input; output: Output };
}

/** What travels instead of JSON when an operation produces a document. */
export interface Document {
  /** A file name that is safe on every system, such as `invoice-2F9C-0042.pdf`. */
  filename: string;
  bytes: Uint8Array;
}

/** The schemas of one operation. Input schemas are strict: an unknown field is an error, not noise. */
export interface OperationSchema {
  input: v.GenericSchema;
  output: v.GenericSchema;
}

export type InputOf<O> = O extends Operation<infer Input, infer _> ? Input : never;
export type OutputOf<O> = O extends Operation<infer _, infer Output> ? Output : never;

/** Declares an operation and ties it to its schemas by type. */
export function operation<Schema extends OperationSchema>() {
  return <
    const Facts extends Omit<
      Operation,
      'types' | 'status' | 'produces' | 'idempotency' | 'version' | 'errors'
    > &
      Partial<Pick<Operation, 'status' | 'produces' | 'idempotency' | 'version' | 'errors'>>,
  >(
    facts: Facts,
  ): Operation<
    v.InferInput<Schema['input']>,
    Facts['produces'] extends 'pdf' | 'csv' | 'zip' ? Document : v.InferOutput<Schema['output']>
  > &
    Facts =>
    ({ status: 200, produces: 'json', idempotency: 'none', version: 'none', errors: [], ...facts }) as never;
}
