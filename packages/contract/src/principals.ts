import * as v from 'valibot';

/** Who sits at the keyboard, where that is not the customer themselves: a colleague, or the merchant's support. */
export const Actor = v.object({
  id: v.string(),
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
});
export type Actor = v.InferOutput<typeof Actor>;

/**
 * Who did something: a customer's session or a merchant's key, by its id; the command line; the server by itself, because time
 * had come; or nobody known.
 */
export const Principal = v.object({
  kind: v.picklist(['session', 'key', 'operator', 'server', 'anyone']),
  id: v.nullable(v.string()),
});
export type Principal = v.InferOutput<typeof Principal>;
