import * as v from 'valibot';

/** What a field means stands in the schema, for editors, for the reference of the API and for `docs/configuration.md`. */
export const described = <Schema extends v.GenericSchema>(schema: Schema, meaning: string) =>
  v.pipe(schema, v.description(meaning));
