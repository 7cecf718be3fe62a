import fc from 'fast-check';
import { operationsByName } from './operationsByName.js';

/** What is to be sent: an operation, and what is wrong with the request, or nothing. */
export interface FuzzRequest {
  name: string;
  method: string;
  /** Fields that are set, or taken away where `undefined`; mostly ones that the operation knows. */
  wrong: [field: string, value: unknown][];
  credential: string;
  /** A body in place of the one that is right. */
  raw: string | null;
  type: string;
  key: string | null;
  /** The version that is claimed to have been seen; `seen`: the true one, where the operation wants one. */
  version: string | null;
}

/**
 * Requests that get further than the first check: most of each is right.
 * @param ids the ids that exist when a request is made up, six of them.
 */
export const fuzzRequests = (ids: () => readonly string[]): fc.Arbitrary<FuzzRequest> => {
  const text = textOf(ids);
  const anything = anythingOf(text);
  return fc.constantFrom(...Object.keys(operationsByName)).chain((name) =>
    fc.record({
      name: fc.constant(name),
      method: fc.oneof(
        { weight: 19, arbitrary: fc.constant(operationsByName[name]!.method as string) },
        { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD') },
      ),
      wrong: fc.array(fc.tuple(fieldOf(name, text), fc.option(anything, { nil: undefined, freq: 5 })), {
        maxLength: 2,
      }),
      credential: fc.oneof(
        { weight: 8, arbitrary: fc.constant('fitting') },
        { weight: 1, arbitrary: fc.constantFrom('token', 'key', 'none', 'basic', 'cookie') },
      ),
      raw: fc.oneof(
        { weight: 19, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
      ),
      type: fc.oneof(
        { weight: 19, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', '') },
      ),
      key: fc.option(fc.oneof({ weight: 6, arbitrary: fc.uuid() }, { weight: 1, arbitrary: text }), {
        freq: 6,
      }),
      version: fc.oneof(
        { weight: 8, arbitrary: fc.constant('seen') },
        { weight: 1, arbitrary: fc.constant('"1"') },
        { weight: 1, arbitrary: fc.option(text, { freq: 1 }) as fc.Arbitrary<string | null> },
      ),
    }),
  );
};

function fieldOf(name: string, text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const known = Object.keys((operationsByName[name]!.schema.input as { entries?: object }).entries ?? {});
  return known.length > 0 ? fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...known) }, text) : text;
}

const anythingOf = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 3, arbitrary: text as fc.Arbitrary<unknown> },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.double() },
  );

const textOf = (ids: () => readonly string[]) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...NASTY),
    fc.nat({ max: 5 }).map((at) => ids()[at]!),
  );

const NASTY = [
  '',
  '0',
  '-1',
  '1e400',
  '9007199254740993',
  'null',
  'true',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  "' or 1=1 --",
  '${7*7}',
  '../..',
  '%00',
  'a'.repeat(6000),
  '2026-02-30T00:00:00.000Z',
  '0000-00-00T00:00:00Z',
  'cus_x',
  'in_x',
  'sub_x',
  'bps_x',
];
