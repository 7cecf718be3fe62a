import * as v from 'valibot';
import { pageInput, pageOf } from './page.js';
import { Actor, Principal } from './principals.js';
import { Id } from './text.js';
import { Instant } from './time.js';

/** Something that was done, or tried: by whom, to what, and what it changed. Never holds a secret. */
export const AuditEntry = v.object({
  id: Id('aud'),
  at: Instant,
  /** What was done, named as its event would be: `customer.updated`. */
  action: v.string(),
  customer: v.nullable(Id('cus')),
  /** Id of what it was done to. */
  target: v.nullable(v.string()),
  by: Principal,
  actor: v.nullable(Actor),
  /** The portal session in which it was done; null: in none. */
  session: v.nullable(Id('bps')),
  /** Fields that were changed, as they were; null: nothing was changed, or something came into being. */
  before: v.nullable(v.looseObject({})),
  /** The same fields afterwards; null: nothing was changed, or something ceased to be. */
  after: v.nullable(v.looseObject({})),
  requestId: v.nullable(v.string()),
  /** Tells whether two entries came from one address, and not which. */
  ipHash: v.nullable(v.string()),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;

export const listAuditLogSchema = {
  input: v.strictObject({
    ...pageInput,
    customer: v.optional(Id('cus')),
    session: v.optional(Id('bps')),
    key: v.optional(Id('key')),
    action: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[a-z_]+(?:\.[a-zA-Z_]+){1,3}$/, 'must be an action such as customer.updated'),
      ),
    ),
    target: v.optional(v.pipe(v.string(), v.regex(/^[a-z_]{2,8}_[0-9A-Za-z]{1,64}$/, 'must be an id'))),
    /** From this instant on. */
    since: v.optional(Instant),
    /** Up to this instant, which is not among them. */
    until: v.optional(Instant),
  }),
  output: pageOf(AuditEntry),
};
