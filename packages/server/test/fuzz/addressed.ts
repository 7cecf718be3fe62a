import type { DescribedOperation } from '@billfold/contract';

/** Where each field of an input goes, also of a wrong one: into the path, the query or the body. */
export function addressed(
  { path }: DescribedOperation,
  method: string,
  input: object,
  base: string,
): { url: URL; body: object | null } {
  const fields: Record<string, unknown> = { ...input };
  const url = new URL(
    path.replaceAll(/\{(\w+)\}/g, (_, part: string) => {
      const value = encodeURIComponent(wellFormed(printed(fields[part])));
      delete fields[part];
      return value;
    }),
    base,
  );
  if (!hasNoBody(method)) return { url, body: fields };
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) url.searchParams.append(wellFormed(field), wellFormed(printed(value)));
  }
  return { url, body: null };
}

const hasNoBody = (method: string) => ['GET', 'HEAD', 'DELETE'].includes(method);

const printed = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const wellFormed = (part: string) =>
  part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
