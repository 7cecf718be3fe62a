import { answeringOf } from './http/answeringOf.js';
import type { Captured, Mutation } from './http/Captured.js';
import type { RequestPattern } from './http/FaultPlan.js';
import { FaultPlan } from './http/FaultPlan.js';
import { findSchema } from './http/schema.js';
import { serve } from './http/serve.js';
import { Webhooks } from './http/Webhooks.js';
import { controlsOf, type Controls } from './controls.js';
import { State } from './State.js';

export type { Captured, Mutation } from './http/Captured.js';
export type { Fault, RequestPattern } from './http/FaultPlan.js';
export type { Delivery, DeliveryOptions, SignedEvent } from './http/Webhooks.js';
export type { Controls } from './controls.js';
export { API_VERSION } from './apiVersion.js';
export { findSchema } from './http/schema.js';
export { State } from './State.js';

/** The secret key that may do everything here, and nothing anywhere else. */
export const SECRET_KEY = 'sk_test_double';

export interface StripeDoubleOptions {
  /** Keys besides `SECRET_KEY`, and the requests that each may make: `GET /v1/invoices*`. */
  keys?: Readonly<Record<string, readonly RequestPattern[]>>;
  /** The time of all who have no test clock, in seconds. @default the machine's */
  clock?: () => number;
}

/**
 * A test double of Stripe's HTTP API, in memory and on a port of this machine. It is not Stripe and none of Stripe's code:
 * it does what Stripe's documentation, types and schema say, as far as the tests of the Stripe provider need it. The
 * `stripe` package talks to it as to the real one.
 */
export interface StripeDouble {
  /** `http://127.0.0.1:<port>`, and in parts for the options of the `stripe` package. */
  url: string;
  host: string;
  port: number;
  secretKey: string;
  /** What it knows. Tests may look, and may put things there. */
  state: State;
  /** Every request to the API, in the order in which they came. */
  requests: Captured[];
  /** What has really been done, once each. */
  mutations: Mutation[];
  /** What broke in the double: a test that finds something here has found a defect of the double. */
  defects: unknown[];
  /** Requests go wrong as a test wants. */
  faults: FaultPlan;
  webhooks: Webhooks;
  controls: Controls;
  /** Whether Stripe's schema was found: it judges requests and answers then, and else nothing does. */
  schema: 'judges' | 'absent';
  /** What the schema and the double's own rules have against any request or answer so far, with the request's name. */
  complaints(): string[];
  close(): Promise<void>;
}

/** Starts one. */
export async function startStripeDouble(options: StripeDoubleOptions = {}): Promise<StripeDouble> {
  const clock = options.clock ?? (() => Math.floor(Date.now() / 1_000));
  const state = new State(clock);
  const schema = await findSchema();
  const answering = answeringOf({
    state,
    now: clock,
    schema,
    keys: { [SECRET_KEY]: ['*'], ...options.keys },
  });
  const requests: Captured[] = [];
  const faults = new FaultPlan();
  const serving = await serve(answering, requests, faults);
  state.url = serving.url;
  const { hostname, port } = new URL(serving.url);
  return {
    url: serving.url,
    host: hostname,
    port: Number(port),
    secretKey: SECRET_KEY,
    state,
    requests,
    mutations: answering.mutations,
    defects: answering.defects,
    faults,
    webhooks: new Webhooks(state, clock),
    controls: controlsOf(state, clock),
    schema: schema ? 'judges' : 'absent',
    complaints: () =>
      requests.flatMap(({ method, path, faults: wrong, answerFaults }) => [
        ...wrong.map((fault) => `${method} ${path}: ${fault}`),
        ...answerFaults.map((fault) => `the answer to ${method} ${path}: ${fault}`),
      ]),
    close: serving.close,
  };
}
