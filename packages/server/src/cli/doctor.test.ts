import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCommandLine, type CommandLine } from '../../test/commandLine.js';
import { makeEncryptionKey } from '../access/secretBox.js';
import { listSecretKeys } from '../access/secretKeys.js';
import { hostedPageHeaders } from '../http/headers.js';
import { readVersion } from '../node/readVersion.js';
import { startServerProcess } from '../testing/startServerProcess.js';
import type { Finding } from './doctor/Finding.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let line: CommandLine;
const ending: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  line = await openCommandLine();
  vi.stubEnv('BILLFOLD_ENCRYPTION_KEY', makeEncryptionKey());
});
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
  await line.close();
});

async function examine(...options: string[]) {
  process.exitCode = undefined;
  const { status, findings } = await line.json<{ status: string; findings: Finding[] }>('doctor', ...options);
  const code = process.exitCode;
  process.exitCode = undefined;
  const of = (check: string) => {
    const { status, message, todo } = findings.find((it) => it.check === check)!;
    return todo === null ? `${status}: ${message}` : `${status}: ${message} → ${todo}`;
  };
  return { status, findings, code, of };
}

type Answers = (request: IncomingMessage, response: ServerResponse) => void;

/** Something at the public URL: a server of ours behind a proxy that may do as it likes. */
async function atPublicUrl(answer: Answers): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('PORT', String((server.address() as AddressInfo).port));
  ending.push(async () => server.close());
}

const page: Record<string, string> = {
  ...hostedPageHeaders({ 'frame-src': ['http://localhost:8788'] }),
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** As a server of ours answers, but for what a test wants otherwise. */
function asOurs(version: string, headers: Record<string, string | string[] | undefined> = {}): Answers {
  return ({ url }, response) => {
    if (url === '/readyz') return void response.end('{"status":"ready"}');
    if (url === '/openapi.json') return void response.end(JSON.stringify({ info: { version } }));
    for (const [name, value] of Object.entries({ ...page, ...headers })) {
      if (value !== undefined) response.setHeader(name, value);
    }
    response.end('<!doctype html>');
  };
}

test('[S257] where all is well every check says so, the exit code is 0, and no secret is told', async () => {
  await atPublicUrl(asOurs(await readVersion()));
  const { status, findings, code, of } = await examine();
  expect(findings.filter((it) => it.status === 'failed')).toEqual([]);
  expect([status, code]).toEqual(['warning', undefined]);
  expect(of('schema')).toBe("ok: this version's");
  expect(of('clock')).toMatch(/^ok: the database and this machine are 0\.\d s apart$/);
  expect(of('provider of proj_default')).toBe('ok: sandbox, test: no money moves');
  expect(of('keys of proj_default')).toBe('ok: 1 works');
  expect(of('return origins of proj_default')).toBe('ok: https://app.example.com');
  expect(of('embed origins of proj_default')).toBe('ok: none but this machine');
  expect(of('encryption key')).toBe('ok: set');
  expect(of('public URL')).toMatch(
    /^warning: http:\/\/localhost:\d+ answers, on this machine only → Set BILLFOLD_PUBLIC_URL/,
  );
  expect(of('versions')).toBe(`ok: ${await readVersion()}`);
  expect(of('CSP')).toBe('ok: the hosted page arrives under its own policy');

  const text = await line.billfold('doctor');
  expect(text).toMatch(/^(ok {6}|warning {1}) \w/m);
  expect(text).toContain('         → Set BILLFOLD_PUBLIC_URL before customers get links.\n');
  const told = text + JSON.stringify(findings);
  expect(told).not.toContain(process.env['BILLFOLD_ENCRYPTION_KEY']);
  expect(told).not.toMatch(/sk_(test|live)_|postgres:\/\//);
});

test('[S258] what a proxy in front takes away, adds or answers itself is found', async () => {
  const version = await readVersion();
  const policy = page['Content-Security-Policy']!;
  const name = 'Content-Security-Policy';
  for (const [headers, found] of [
    [{ [name]: undefined }, 'failed: a proxy takes the policy away'],
    [{ [name]: [policy, "default-src 'self'"] }, 'failed: a proxy has changed the policy into several'],
    [
      { [name]: policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") },
      'failed: a proxy has changed script-src',
    ],
    [{ [name]: policy.replace("frame-ancestors 'none'", '') }, 'failed: a proxy has changed frame-ancestors'],
    [{ 'Cache-Control': 'public' }, 'failed: a proxy has changed other headers that protect the page'],
  ] as [Record<string, string | string[] | undefined>, string][]) {
    await atPublicUrl(asOurs(version, headers));
    const { of, code } = await examine();
    expect([of('CSP').split(' → ')[0], code]).toEqual([found, 1]);
  }

  await atPublicUrl((_, response) => void response.writeHead(302, { location: '/login' }).end());
  expect((await examine()).of('public URL')).toMatch(
    /^failed: \S+ answers 302, and not with ours → Something else is there/,
  );
  await atPublicUrl(
    (_, response) => void response.writeHead(503).end('{"error":{"code":"database_unavailable"}}'),
  );
  expect((await examine()).of('public URL')).toMatch(
    /^failed: \S+ answers 503: not ready → See the server's log/,
  );
  vi.stubEnv('PORT', '1');
  expect((await examine()).of('public URL')).toMatch(
    /^failed: nobody answers at http:\/\/localhost:1 \(ECONNREFUSED\) → Start the server/,
  );
});

test('[S258] servers of several versions behind one address are found, and one of another version', async () => {
  let asked = 0;
  await atPublicUrl((request, response) =>
    asOurs(`1.${(asked += request.url === '/openapi.json' ? 1 : 0) % 2}.0`)(request, response),
  );
  expect((await examine()).of('versions')).toMatch(/^warning: servers of several: 1\.0\.0, 1\.1\.0 → /);
  await atPublicUrl(asOurs('1.2.3'));
  expect((await examine()).of('versions')).toMatch(/^warning: the server is 1\.2\.3, this command \S+ → /);
});

test('[S259] projects that can not be called, lead to what is no https, or are live on a test provider are found', async () => {
  await atPublicUrl(asOurs(await readVersion()));
  await line.billfold('projects', 'create', '--name', 'Live App', '--id', 'proj_live', '--live');
  const [key] = await line.look((database) => listSecretKeys(database, 'proj_live'));
  await line.billfold('keys', 'revoke', key!.id);
  await line.look((database) =>
    database.execute(sql`update projects set return_origins = '{http://app.example.com}', embed_origins = '{https://a.example/x}'
      where id = 'proj_default'`),
  );
  const { of, code } = await examine();
  expect(code).toBe(1);
  expect(of('keys of proj_live')).toMatch(
    /^failed: there is none that works → `billfold keys create --project proj_live`/,
  );
  expect(of('provider of proj_live')).toMatch(
    /^failed: sandbox is a test, and the project is live: nobody is charged → /,
  );
  expect(of('return origins of proj_live')).toMatch(
    /^warning: none → `billfold projects update proj_live --return-origins/,
  );
  expect(of('return origins of proj_default')).toMatch(/^failed: http:\/\/app\.example\.com is not https → /);
  expect(of('embed origins of proj_default')).toMatch(/^failed: https:\/\/a\.example\/x fits no page → /);

  await line.billfold(
    'keys',
    'rotate',
    (await line.look((database) => listSecretKeys(database, 'proj_default')))[0]!.id,
  );
  expect((await examine()).of('keys of proj_default')).toBe('ok: 1 works');
});

test('[S259] a database of another version’s schema, and one that is not there, are told with what to do', async () => {
  await atPublicUrl(asOurs(await readVersion()));
  await line.look((database) =>
    database.execute(sql`delete from billfold_migrations where name like '0008%' or name > '0008'`),
  );
  const behind = await examine();
  expect([behind.of('schema'), behind.code]).toEqual([
    expect.stringMatching(/^failed: lacks 0008_\S+.* → Run `billfold migrate`/),
    1,
  ]);
  await expect(line.billfold('keys', 'list')).rejects.toThrow(
    /^The database lacks \d+ steps of this version's schema \(0008_/,
  );
  await line.look((database) =>
    database.execute(
      sql`insert into billfold_migrations (name, checksum, applied_at) values ('9999_later', '', now())`,
    ),
  );
  expect((await examine()).of('schema')).toMatch(/^failed: .* → The database is newer than this version/);

  vi.stubEnv('BILLFOLD_DATABASE_URL', 'postgres://someone:hunter22@127.0.0.1:1/none');
  const away = await examine();
  expect(away.of('database')).toMatch(/^failed: can not be used → .*ECONNREFUSED/);
  expect(JSON.stringify(away.findings)).not.toContain('hunter22');
  vi.stubEnv('BILLFOLD_DATABASE_URL', 'mysql://someone:hunter22@db.example/x');
  expect((await examine()).findings).toEqual([
    {
      check: 'settings',
      status: 'failed',
      message: 'can not be used',
      todo: expect.stringMatching(/^BILLFOLD_DATABASE_URL must/) as string,
    },
  ]);
});

test('[S260] endpoints that are off, can not be sent to, or whose secret nobody can read are found', async () => {
  await atPublicUrl(asOurs(await readVersion()));
  const insert = (id: string, url: string, enabled = true) =>
    line.look((database) =>
      database.execute(sql`insert into webhook_endpoints (project_id, id, url, secret, enabled, disabled_reason, created_at)
        values ('proj_default', ${id}, ${url}, 'c2VhbGVk', ${enabled}, ${enabled ? null : 'failing'}, now())`),
    );
  await insert('we_off', 'https://hooks.example.com/secret-path', false);
  await insert('we_inside', 'https://10.0.0.1/hook');
  const { of, findings } = await examine();
  expect(of('webhook we_off')).toMatch(
    /^warning: https:\/\/hooks\.example\.com is switched off: it failed for 120 hours → /,
  );
  expect(of('webhook we_inside')).toMatch(
    /^failed: https:\/\/10\.0\.0\.1 can not be sent to \(address_not_allowed\) → /,
  );
  expect(of('encryption key')).toMatch(/^failed: does not open the signing secret of we_\w+ → /);
  expect(JSON.stringify(findings)).not.toContain('secret-path');
});

test('[S260] --send has the running server try every endpoint, and tells what came of it', async () => {
  if (line.env['BILLFOLD_DATABASE_URL'] === '') return; // A server has the embedded database to itself.
  const receiver = createServer(
    (request, response) => void response.writeHead(request.url === '/good' ? 200 : 500).end(),
  ).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  ending.push(async () => receiver.close());
  const { key } = await line.json<{ key: string }>('keys', 'create');
  const server = await startServerProcess({
    BILLFOLD_DATABASE_URL: line.env['BILLFOLD_DATABASE_URL']!,
    BILLFOLD_ENCRYPTION_KEY: process.env['BILLFOLD_ENCRYPTION_KEY']!,
  });
  ending.unshift(server.kill);
  vi.stubEnv('PORT', new URL(server.url).port);
  const { port } = receiver.address() as AddressInfo;
  const register = async (path: string) => {
    const response = await fetch(`${server.url}/v1/webhook-endpoints`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: `http://127.0.0.1:${port}${path}` }),
    });
    return ((await response.json()) as { id: string }).id;
  };
  const [good, bad] = [await register('/good'), await register('/bad')];

  expect((await examine()).of(`webhook ${good}`)).toMatch(/^ok: \S+ can be sent to; --send tries it$/);
  const { of, code } = await examine('--send');
  expect(of(`webhook ${good}`)).toMatch(/^ok: \S+ took a test event in \d+ ms$/);
  expect(of(`webhook ${bad}`)).toMatch(/^failed: \S+ did not take a test event \(500\) → It must answer 2xx/);
  expect([of('encryption key'), code]).toEqual(['ok: opens every signing secret', 1]);
  expect(of('CSP')).toMatch(/^(ok|warning): the hosted page/);
});
