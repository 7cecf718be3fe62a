import * as v from 'valibot';
import {
  customerOperations,
  ErrorBody,
  errorTable,
  operations,
  type DescribedOperation,
} from '@billfold/contract';
import { errorsOf } from '@billfold/contract/openapi';

/**
 * Holds an answer against what the contract declares: status, schema and, for errors, that this operation may
 * give this error at all. Strict about unknown fields too, which the public schemas are not, so that nothing
 * leaves the server that nobody declared.
 */
export async function checkResponse(method: string, url: string, response: Response): Promise<void> {
  const { pathname } = new URL(url);
  checkHeaders(pathname, response);
  const possible = [...Object.values(operations), ...Object.values(customerOperations)].filter(
    (it) => it.method === method && toPattern(it.path).test(pathname),
  );
  // A path that is written out answers before one that takes anything in its place.
  const operation = possible.find(({ path }) => path === pathname) ?? possible[0];
  if (!/^\/(portal\/)?v1\//.test(pathname) || method === 'OPTIONS' || method === 'HEAD') return;
  const where = `${method} ${pathname} answered ${response.status}`;
  if (response.status >= 400)
    return checkError(operation, await response.clone().json(), response.status, where);
  if (!operation || response.status !== operation.status)
    throw new Error(`${where}, which the contract does not declare`);
  if (operation.status === 204) return;
  if (operation.produces !== 'json') {
    const isDocument = DOCUMENT_TYPES[operation.produces].test(response.headers.get('content-type') ?? '');
    if (!isDocument) throw new Error(`${where} with no ${operation.produces}`);
    return;
  }
  const body: unknown = await response.clone().json();
  const parsed = v.safeParse(operation.schema.output, body);
  if (!parsed.success)
    throw new Error(
      `${where} with a body that breaks its schema: ${JSON.stringify(v.flatten(parsed.issues))}`,
    );
  // Object schemas drop what they do not know, so that anything undeclared makes a difference.
  if (canonical(parsed.output) !== canonical(body))
    throw new Error(`${where} with fields that the contract does not declare: ${canonical(body)}`);
}

const DOCUMENT_TYPES = {
  pdf: /^application\/pdf$/,
  csv: /^text\/csv; charset=utf-8\b/,
  zip: /^application\/zip$/,
};

/** Rule S16, held against every answer that any test gets. */
function checkHeaders(pathname: string, { status, headers }: Response): void {
  const isAsset = /^\/(hosted|logos)\//.test(pathname) && status === 200;
  const wanted: [string, RegExp][] = [
    ['cache-control', isAsset ? /immutable/ : /^no-store$/],
    ['content-security-policy', /frame-ancestors 'none'/],
    ['referrer-policy', /^no-referrer$/],
    ['strict-transport-security', /^max-age=\d{8}/],
    ['x-content-type-options', /^nosniff$/],
  ];
  for (const [name, value] of wanted) {
    if (!value.test(headers.get(name) ?? ''))
      throw new Error(`${pathname} answered ${status} without a fitting ${name}`);
  }
}

function checkError(
  operation: DescribedOperation | undefined,
  body: unknown,
  status: number,
  where: string,
): void {
  const { error } = v.parse(ErrorBody, body, { message: `${where} with a body that is no error` });
  if (errorTable[error.code].status !== status)
    throw new Error(`${where} with ${error.code}, which has another status`);
  if (operation && !errorsOf(operation).includes(error.code)) {
    throw new Error(`${where} with ${error.code}, which ${operation.name} does not declare`);
  }
}

const toPattern = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** JSON with keys in one order, since jsonb and schemas each have their own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  );
}
