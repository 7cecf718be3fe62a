import * as v from 'valibot';
import type { DescribedOperation, FieldError } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { refuseCardDataAround } from './cardData.js';
import { isEmpty, readBody } from './readBody.js';

/**
 * Reads the input of an operation from path, query and body, strictly: what the operation does not know is
 * an error that names it, so that a `customer` in a portal request is refused rather than ignored. Card data
 * comes before all of that: an error that names a field would say it again.
 */
export async function readInput(
  operation: DescribedOperation,
  request: Request,
  path: Record<string, string>,
): Promise<unknown> {
  refuseCardDataAround(request);
  const inUrl = operation.method === 'GET' || operation.method === 'DELETE';
  if (operation.method === 'DELETE' && !(await isEmpty(request)))
    fail([{ path: '', message: 'this operation takes no body' }]);
  const rest = inUrl
    ? readQuery(operation, new URL(request.url).searchParams)
    : await readBody(request, longestTextOf(operation));
  if (!inUrl && new URL(request.url).search !== '')
    fail([{ path: 'query', message: 'this operation takes no query parameters' }]);
  const twice = Object.keys(path).filter((name) => Object.hasOwn(rest, name));
  if (twice.length > 0)
    fail(twice.map((name) => ({ path: name, message: 'is given by the path and must not be given again' })));
  const parsed = v.safeParse(operation.schema.input, { ...rest, ...path }, { abortPipeEarly: true });
  if (!parsed.success) {
    // An id that can not exist is as unknown as one that does not: the answer must not tell them apart.
    // A name that is given to something is another matter: who may not call it so is told why.
    if (
      operation.method !== 'PUT' &&
      parsed.issues.every((issue) => Object.hasOwn(path, v.getDotPath(issue) ?? ''))
    )
      throw new BillfoldError('not_found');
    // The validator stops at the first field that it does not know; whoever sent three is told of three.
    const unknown = Object.keys(rest).filter((name) => !Object.hasOwn(entriesOf(operation), name));
    const others = parsed.issues.filter((issue) => !unknown.includes(v.getDotPath(issue) ?? ''));
    fail([...unknown.map(notKnown), ...others.map(toFieldError)].slice(0, 20));
  }
  return parsed.output;
}

function readQuery(operation: DescribedOperation, query: URLSearchParams): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(input, name)) fail([{ path: name, message: 'is given more than once' }]);
    if (/[\u0000\ufffd]/.test(value) || name === '__proto__')
      fail([{ path: name, message: 'is not valid text' }]);
    input[name] = isInteger(operation, name) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  return input;
}

/** A query has only text. Whether a text is meant as a number is the schema's to say, never the value's. */
function isInteger(operation: DescribedOperation, name: string): boolean {
  let schema = entriesOf(operation)[name] as { type?: string; wrapped?: unknown } | undefined;
  while (schema?.wrapped) schema = schema.wrapped as typeof schema;
  return schema?.type === 'number';
}

/** An image is longer than anything that people type, and only one operation takes one. */
const longestTextOf = ({ name }: DescribedOperation) => (name === 'updateBranding' ? 65_000 : undefined);

/** Schemas of the fields that an operation knows. */
function entriesOf(operation: DescribedOperation): Record<string, unknown> {
  return (operation.schema.input as { entries?: Record<string, unknown> }).entries ?? {};
}

const notKnown = (path: string): FieldError => ({ path, message: 'is not known here' });

/** What is wrong with one field, in words for whoever has written it. */
export function toFieldError(issue: v.BaseIssue<unknown>): FieldError {
  const path = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object') {
    return issue.expected === 'never'
      ? notKnown(path)
      : { path, message: path === '' ? 'must be a JSON object' : 'is required' };
  }
  if (issue.received === 'undefined') return { path, message: 'is required' };
  const own =
    issue.message && !issue.message.startsWith('Invalid ')
      ? issue.message
      : `must be ${issue.expected ?? 'something else'}`;
  return { path, message: own };
}

function fail(fields: FieldError[]): never {
  throw new BillfoldError('invalid_request', { fields });
}
