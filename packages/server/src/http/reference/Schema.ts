/** As much of JSON Schema as the contract's schemas are written with. */
export interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  $ref?: string;
}

/** What a value may be: each of several, or the one thing that it is. */
export const choicesOf = (schema: Schema): Schema[] => schema.anyOf ?? schema.oneOf ?? [schema];

export const isNull = (schema: Schema): boolean => schema.type === 'null';

/** Whether it is an object whose fields are known. */
export const hasFields = (schema: Schema): boolean => schema.properties !== undefined;
