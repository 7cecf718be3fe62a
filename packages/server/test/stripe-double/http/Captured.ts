import type { Params } from '../params.js';
import type { Fault } from './FaultPlan.js';

/** A request that the double was sent, and what became of it. */
export interface Captured {
  /** Counted from 1. */
  number: number;
  method: string;
  /** Without the query. */
  path: string;
  params: Params;
  headers: Record<string, string>;
  /** What Stripe's schema and the double's own rules have against the request, a sentence each. */
  faults: string[];
  /** What Stripe's schema has against the double's answer: a defect of the double. */
  answerFaults: string[];
  /** What went wrong on purpose. */
  injected: Fault | null;
  /** Null until it was answered, and for ever where it never was. */
  status: number | null;
  requestId: string;
  idempotencyKey: string | null;
  /** The answer was given before, under the same key. */
  isReplay: boolean;
}

/** Something that has really been done, once. Replays are none, refusals are none, and neither are previews. */
export interface Mutation {
  /** Null: sent without one. */
  idempotencyKey: string | null;
  method: string;
  path: string;
  /** Of the request that did it. */
  number: number;
}
