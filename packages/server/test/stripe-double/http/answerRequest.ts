import { setTimeout as sleep } from 'node:timers/promises';
import type { Includes } from '../Handler.js';
import { addressDocuments } from '../resources/documents.js';
import type { State } from '../State.js';
import { withoutMethodTypes } from '../resources/setupIntents.js';
import { StripeFault } from '../StripeFault.js';
import { answerFault, answerWith, type Answer } from './Answer.js';
import { checkAccess, type Keys } from './checkAccess.js';
import type { Captured, Mutation } from './Captured.js';
import { expand } from './expand.js';
import type { makeRouter } from './findRoute.js';
import type { IdempotencyStore } from './IdempotencyStore.js';
import type { Schema } from './schema.js';

/** What requests are answered from. */
export interface Answering {
  state: State;
  now: () => number;
  includes: Includes;
  findRoute: ReturnType<typeof makeRouter>;
  keys: Keys;
  schema: Schema | null;
  store: IdempotencyStore;
  mutations: Mutation[];
  /** What broke in the double itself: no test passes over it. */
  defects: unknown[];
}

/**
 * Answers a request as Stripe would: who asks, under which key, whether it is well formed, and then what is asked for.
 *
 * @param form the body, or the query of a request that has none.
 */
export async function answerRequest(answering: Answering, request: Captured, form: string): Promise<Answer> {
  const { store, now } = answering;
  const { method, idempotencyKey } = request;
  try {
    checkAccess(answering.keys, request);
    const key = method === 'POST' ? idempotencyKey : null;
    if (key === null) return await carryOut(answering, request, form);
    const before = store.open(key, `${method} ${request.path} ${form}`, now());
    if (before) {
      request.isReplay = true;
      return { ...before, headers: { ...before.headers, 'idempotent-replayed': 'true' } };
    }
    try {
      const answer = await carryOut(answering, request, form);
      store.keep(key, answer);
      return answer;
    } catch (error) {
      store.forget(key);
      throw error;
    }
  } catch (error) {
    if (error instanceof StripeFault) return answerFault(error);
    throw error;
  }
}

/** @throws StripeFault what was refused before anything began: nobody remembers it. */
async function carryOut(answering: Answering, request: Captured, form: string): Promise<Answer> {
  const { schema } = answering;
  const { method, path, injected } = request;
  const route = answering.findRoute(method, path);
  if (!route) {
    request.faults.push(`the double has no ${method} ${path}`);
    throw new StripeFault(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${method}: ${path}).`,
    });
  }
  const query = method === 'POST' ? path : `${path}?${form}`;
  request.faults.push(...(schema?.judgeRequest(method, query, form) ?? []));
  if (request.faults.length > 0) throw unknownParameter(request.faults);
  if (injected === 'error') return broken();

  const answer = run(answering, request, route);
  if (typeof injected === 'object' && injected !== null)
    await sleep(injected.slow, undefined, { ref: false });
  return injected === 'error_after' ? broken() : answer;
}

function run(
  { state, now, includes, schema, mutations, defects }: Answering,
  request: Captured,
  { handler, path: variables }: NonNullable<ReturnType<Answering['findRoute']>>,
): Answer {
  const { method, path, params, idempotencyKey, number } = request;
  state.request = { id: request.requestId, idempotency_key: idempotencyKey };
  try {
    const object = handler({ state, path: variables, params, now: now() });
    if (method !== 'GET' && !path.endsWith('/create_preview'))
      mutations.push({ idempotencyKey, method, path, number });
    const sent = expand(state, includes, object, pathsOf(params.expand));
    addressDocuments(state, now(), sent);
    const answer = answerWith(sent);
    request.answerFaults.push(
      ...(schema?.judgeAnswer(method, path, JSON.parse(answer.body) as object) ?? []),
    );
    return answer;
  } catch (error) {
    if (error instanceof StripeFault) return answerFault(error);
    defects.push(error);
    return broken();
  } finally {
    state.request = null;
  }
}

function pathsOf(expanded: unknown): string[] {
  if (expanded === undefined || expanded === '') return [];
  return (Array.isArray(expanded) ? expanded : [expanded]).map(String);
}

function unknownParameter(faults: readonly string[]): StripeFault {
  const name = /additional properties: (\S+)/.exec(faults[0] ?? '')?.[1];
  if (name === 'payment_method_types') return withoutMethodTypes();
  return new StripeFault(400, {
    type: 'invalid_request_error',
    code: name ? 'parameter_unknown' : 'parameter_invalid_string',
    ...(name && { param: name }),
    message: name ? `Received unknown parameter: ${name}` : `Invalid request: ${faults.join('; ')}`,
  });
}

function broken(): Answer {
  const message = 'An unknown error occurred.';
  return answerFault(new StripeFault(500, { type: 'api_error', message }));
}
