import { Refusal } from '../errors.js';

/** A refusal as it is kept, to be given again to the same key. */
export type StoredRefusal = ReturnType<typeof toStoredRefusal>;

export const toStoredRefusal = ({ error: { code, fields, payment, quote } }: Refusal) => ({
  code,
  fields,
  payment,
  quote,
});

export const fromStoredRefusal = ({ code, ...details }: StoredRefusal) =>
  new Refusal(code, { ...details, fields: details.fields ?? undefined, replayed: true });
