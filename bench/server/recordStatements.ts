import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { createPortal, type Database } from '@billfold/server';
import { createSandbox } from '@billfold/server/sandbox';

/** A statement as it was sent, with its values. */
export type Statement = [query: pg.QueryConfig & { rowMode?: 'array' }, values: unknown[]];

/** Which statements, with which values, the portal sends to answer a request, and what it answers. */
export async function recordStatements(
  pool: pg.Pool,
  request: Request,
): Promise<{ statements: Statement[]; body: unknown }> {
  const statements: Statement[] = [];
  const recording = <Client extends object>(client: Client): Client =>
    new Proxy(client, {
      get(target, name) {
        if (name === 'connect') return async () => recording(await pool.connect());
        const member = Reflect.get(target, name) as unknown;
        if (name !== 'query') return typeof member === 'function' ? member.bind(target) : member;
        return (...statement: Statement) => {
          statements.push(statement);
          return (member as (...sent: Statement) => unknown).apply(target, statement);
        };
      },
    });
  const database = drizzle(recording(pool)) as unknown as Database;
  const portal = createPortal({ database, provider: createSandbox({}), publicUrl: 'http://localhost' });
  const response = await portal.fetch(request);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`could not record ${request.url}: ${JSON.stringify(body)}`);
  return { statements, body };
}
