// The least that could answer: node:http and pg, with the very statements that the portal sends. They are recorded from the
// portal itself, so that the two can not drift apart. No checks, no limits, no audit, no validation.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { recordStatements } from './recordStatements.js';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, max: 20 });

const { statements: list } = await recordStatements(
  pool,
  new Request('http://localhost/portal/v1/invoices', {
    headers: { authorization: `Bearer ${process.env['PORTAL_TOKEN']}` },
  }),
);
const code = process.env['LINK_CODE']!;
const { statements: exchange } = await recordStatements(
  pool,
  new Request('http://localhost/portal/v1/session/exchange', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }),
);

const server = createServer((request, response) => {
  const answer = request.method === 'GET' ? answerList(request) : answerExchange(request);
  answer.then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () =>
  process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));

async function answerList(request: IncomingMessage): Promise<unknown> {
  hash(request.headers.authorization!.slice('Bearer '.length));
  let rows: unknown[] = [];
  for (const statement of list) rows = (await pool.query(...statement)).rows;
  return rows;
}

async function answerExchange(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const given = (JSON.parse(body) as { code: string }).code;
  // One connection for all of them: `begin` and `commit` are among the statements.
  const client = await pool.connect();
  try {
    let rows: unknown[] = [];
    for (const [query, values] of exchange) {
      const result = await client.query(
        query,
        values?.map((value) => replaced(value, given)),
      );
      if (result.rows.length > 0) rows = result.rows;
    }
    return rows;
  } finally {
    client.release();
  }
}

/** The recorded values of another code: its own hash, and ids and a credential that nobody had before. */
function replaced(value: unknown, given: string): unknown {
  if (value === hash(code)) return hash(given);
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))
    return hash(randomBytes(32).toString('base64'));
  // Ids of rows stand by themselves, or in the JSON of several.
  if (typeof value === 'string')
    return value.replace(/\b(aud|evt)_\w{22}\b/g, (id) => id.slice(0, 4) + randomBytes(11).toString('hex'));
  return value;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
