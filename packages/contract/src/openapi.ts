import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { PortalConfigurationSettings } from './configurations.js';
import { ErrorBody, errorTable, type ErrorCode } from './errors.js';
import { customerOperations } from './customerOperations.js';
import { operations, type DescribedOperation } from './operations.js';
import { stepUpOperations } from './stepUp.js';
import type { Access } from './access.js';

export { namedSchemas } from './namedSchemas.js';

/** What any operation of an access can answer with, whatever it does. */
export function errorsOf(
  operation: Pick<
    DescribedOperation,
    'name' | 'access' | 'errors' | 'path' | 'idempotency' | 'version' | 'method'
  >,
): ErrorCode[] {
  const codes: ErrorCode[] = [
    'invalid_request',
    'card_data_not_accepted',
    'rate_limited',
    'internal',
    'provider_unavailable',
    'database_unavailable',
  ];
  if (operation.access.by === 'secret_key') codes.push('unauthorized', 'secret_key_in_browser');
  if (operation.access.by === 'portal_session') codes.push('unauthorized', 'cross_site_request');
  if (operation.access.by === 'portal_session' && operation.access.capability)
    codes.push('capability_missing');
  if (operation.access.by === 'portal_session' && operation.access.feature) codes.push('feature_disabled');
  if (operation.access.by === 'portal_session' && mayNeedStepUp(operation.name))
    codes.push('step_up_required');
  if (operation.method !== 'GET' && operation.method !== 'DELETE')
    codes.push('body_too_large', 'unsupported_media_type');
  if (operation.idempotency !== 'none')
    codes.push('idempotency_in_flight', 'idempotency_key_reused', 'change_in_progress');
  if (operation.idempotency === 'required') codes.push('idempotency_key_missing');
  if (operation.version === 'required') codes.push('version_missing', 'version_stale');
  if (operation.path.includes('{') || /^\/(portal\/)?v1\/sandbox/.test(operation.path))
    codes.push('not_found');
  return [...new Set([...codes, ...operation.errors])];
}

const mayNeedStepUp = (operation: string) =>
  Object.values(stepUpOperations).some((names) => (names as readonly string[]).includes(operation));

/**
 * The OpenAPI 3.1 description of the API, derived from the operations.
 *
 * @param serverUrl where the API is served, such as `https://billing.example.com`.
 */
export function openApiDocument(serverUrl: string, version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of [...Object.values(operations), ...Object.values(customerOperations)]) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Billfold portal API',
      version,
      description:
        'Read and change the billing of one customer (portal), or create customers and portal sessions (merchant).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: {
        secretKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A secret key, `sk_test_…` or `sk_live_…`, from a server only.',
        },
        portalToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of an embedded portal session, `pt_…`.',
        },
        portalCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-billfold_{session}',
          description: 'The cookie of a hosted portal session, named by the Billfold-Session header.',
        },
      },
      schemas: { Error: strip(toJsonSchema(ErrorBody, { errorMode: 'ignore' })) },
    },
  };
}

/** The JSON Schema of a portal configuration as a merchant writes it, for editors and for checks before it is sent. */
export function portalConfigurationJsonSchema(): Record<string, unknown> {
  const schema = toJsonSchema(PortalConfigurationSettings, { errorMode: 'ignore', typeMode: 'input' });
  return { title: 'Billfold portal configuration', ...schema };
}

function describe(operation: DescribedOperation) {
  const input = inputSchema(operation);
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const { properties = {}, required = [] } = input;
  const inQuery =
    operation.method === 'GET' || operation.method === 'DELETE'
      ? Object.keys(properties).filter((name) => !inPath.includes(name))
      : [];
  const inBody = Object.keys(properties).filter((name) => !inPath.includes(name) && !inQuery.includes(name));
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] })),
    ...inQuery.map((name) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: properties[name],
    })),
    ...(operation.access.by === 'portal_session' ? [sessionHeader] : []),
    ...(operation.idempotency === 'none'
      ? []
      : [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: operation.idempotency === 'required',
            schema: { type: 'string', minLength: 1, maxLength: 255 },
          },
        ]),
    ...(operation.version === 'required' ? [ifMatch] : []),
  ];
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.path.split('/')[operation.path.startsWith('/portal') ? 3 : 2]],
    security: security(operation.access),
    ...(parameters.length > 0 && { parameters }),
    ...(inBody.length > 0 && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              ...input,
              properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
              required: required.filter((name) => inBody.includes(name)),
            },
          },
        },
      },
    }),
    responses: { [operation.status]: success(operation), ...failures(operation) },
  };
}

/** Needed beside the cookie only: a token says by itself which session it is of. */
const sessionHeader = {
  name: 'Billfold-Session',
  in: 'header',
  required: false,
  description: 'With a cookie: the id of the session, bps_…. A browser may hold the cookies of several.',
  schema: { type: 'string' },
};

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version of the resource that the caller has seen, in quotes: "3".',
  schema: { type: 'string' },
};

const asOf = {
  description:
    'Present when the billing provider could not be reached: the answer is what was known last, as of this instant.',
  schema: { type: 'string', format: 'date-time' },
};

type ObjectSchema = {
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
};

function inputSchema(operation: DescribedOperation): ObjectSchema {
  return strip(
    toJsonSchema(operation.schema.input, { errorMode: 'ignore', typeMode: 'input' }),
  ) as ObjectSchema;
}

const MEDIA_TYPES = { pdf: 'application/pdf', csv: 'text/csv', zip: 'application/zip' };

function success(operation: DescribedOperation) {
  if (operation.status === 204) return { description: 'Done.' };
  const content =
    operation.produces !== 'json'
      ? { [MEDIA_TYPES[operation.produces]]: { schema: { type: 'string', format: 'binary' } } }
      : {
          'application/json': {
            schema: strip(toJsonSchema(operation.schema.output, { errorMode: 'ignore', typeMode: 'output' })),
          },
        };
  return {
    description: operation.summary,
    ...(operation.method === 'GET' && { headers: { 'Billfold-As-Of': asOf } }),
    content,
  };
}

function failures(operation: DescribedOperation) {
  const byStatus: Record<number, ErrorCode[]> = {};
  for (const code of errorsOf(operation)) (byStatus[errorTable[code].status] ??= []).push(code);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errorTable[code].message}`).join('\n\n'),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

function security(access: Access) {
  if (access.by === 'secret_key') return [{ secretKey: [] }];
  if (access.by === 'portal_session') return [{ portalToken: [] }, { portalCookie: [] }];
  return [];
}

/** OpenAPI 3.1 names the dialect once for the whole document. */
function strip({ $schema: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
