import * as v from 'valibot';

/**
 * Settings as they were stored, by whichever version. What an older one did not know is as the defaults say; what a newer one
 * has added is left out: while servers are replaced one by one, a portal goes on as this version knows it, and does not fail.
 */
export function readStored<Schema extends v.GenericSchema>(
  schema: Schema,
  stored: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, stored, { abortEarly: false });
  if (parsed.success) return parsed.output;
  const known: unknown = structuredClone(stored);
  const places = parsed.issues.map((issue) => (issue.path ?? []).map(({ key }) => key as string | number));
  // From the end of each list on, so that the places before it stay what they are.
  for (const place of places.reverse()) leaveOut(known, place);
  return v.parse(schema, known);
}

function leaveOut(value: unknown, [first, ...rest]: (string | number)[]): void {
  if (typeof value !== 'object' || value === null || first === undefined) return;
  if (rest.length > 0) return leaveOut((value as Record<string, unknown>)[first], rest);
  if (Array.isArray(value)) value.splice(Number(first), 1);
  else delete (value as Record<string, unknown>)[first];
}
