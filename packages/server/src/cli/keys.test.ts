import { afterEach, expect, test, vi } from 'vitest';
import type { NewSecretKey, SecretKey } from '../access/secretKeys.js';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { runBillfold, startServerProcess } from '../testing/startServerProcess.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const secretKey = makeSecret('sk_test');

/** A server and its settings; the embedded database it has to itself, PostgreSQL it shares with the commands. */
async function startServer() {
  const { url: databaseUrl, close } = await openTestDatabase();
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(close, remove);
  const env: Record<string, string> = databaseUrl
    ? { BILLFOLD_DATABASE_URL: databaseUrl }
    : { BILLFOLD_DATA_DIR: dataDir };
  const server = await startServerProcess({ ...env, BILLFOLD_SECRET_KEY: secretKey });
  ending.unshift(server.kill);
  const statusOf = async (key: string) =>
    (await fetch(`${server.url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status;
  return { env, server, statusOf, isShared: databaseUrl !== null };
}

async function run(env: Record<string, string>, ...command: string[]) {
  const program = runBillfold(command, env);
  return { code: await program.exited, ...program.output() };
}

async function runJson<Result>(env: Record<string, string>, ...command: string[]): Promise<Result> {
  const { code, stdout, stderr } = await run(env, ...command, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Result;
}

test('[S250, S253] beside a running server keys are made, replaced and revoked, which it heeds at once; or the way to is told', async () => {
  const { env, server, statusOf, isShared } = await startServer();
  if (!isShared) {
    const { code, stdout, stderr } = await run(env, 'keys', 'list');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      new RegExp(
        `^The embedded database in \\S+ belongs to process ${server.process.pid} while that runs\\. Stop it`,
      ),
    );
    return;
  }
  const created = await runJson<NewSecretKey>(env, 'keys', 'create', '--name', 'Backend');
  expect(created).toMatchObject({
    name: 'Backend',
    project: 'proj_default',
    last4: created.key.slice(-4),
    lastUsedAt: null,
  });
  expect([await statusOf(created.key), await statusOf(secretKey)]).toEqual([200, 200]);

  // Two seconds in hours: what is left of them when the program has ended is waited for.
  const { created: next, replaced } = await runJson<{ created: NewSecretKey; replaced: SecretKey }>(
    env,
    'keys',
    'rotate',
    created.id,
    '--overlap-hours',
    String(2 / 3600),
  );
  const left = () => Date.parse(replaced.expiresAt!) - Date.now();
  const during = await statusOf(created.key);
  if (left() > 0) expect(during).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left()) + 50));
  expect([await statusOf(created.key), await statusOf(next.key)]).toEqual([401, 200]);

  const { code, stdout } = await run(env, 'keys', 'revoke', next.id);
  expect(await statusOf(next.key)).toBe(401);
  expect([code, stdout]).toEqual([
    0,
    `${next.id} is revoked. Every server refuses it, and the sessions that it made, from now on.\n`,
  ]);

  const list = await runJson<SecretKey[]>(env, 'keys', 'list');
  expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([created.id, next.id]));
  expect(list.find(({ id }) => id === created.id)!.lastUsedAt).not.toBe(null);
  expect(JSON.stringify(list)).not.toMatch(/sk_test_|hash/);
});

test('[S254] people get tables and a key alone on standard output; what can not be done is an error that says what can', async () => {
  const { env, server } = await startServer();
  server.process.kill('SIGTERM');
  await server.exited;

  const created = await run(env, 'keys', 'create', '--name', 'Back\u202Eend\n');
  expect([created.code, created.stdout]).toEqual([0, expect.stringMatching(/^sk_test_\w{49}\n$/)]);
  expect(created.stderr).toMatch(/^key_\w+ of proj_default\. Keep the key, it is shown only now:\n$/);
  const { stdout } = await run(env, 'keys', 'list');
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ID +PROJECT +NAME +ENDS IN +CREATED +LAST USED +STATE$/);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/^key_\w+ +proj_default +Back end +\w{4} +\d{4}-\d\d-\d\d \d\d:\d\d +active$/);

  for (const [command, message] of [
    [
      ['keys', 'revoke', 'key_unknown'],
      /^There is no key key_unknown that could be revoked\. `billfold keys list` shows all\.\n$/,
    ],
    [
      ['keys', 'create', '--project', 'proj_none'],
      /^There is no project proj_none\. `billfold projects list` shows all\.\n$/,
    ],
    [['keys', 'rotate', 'key_x', '--overlap-hours', '169'], /It must be 0 to 168\./],
    [['keys', 'lsit'], /^There is no command "keys lsit"\.\n/],
  ] as const) {
    const outcome = await run(env, ...command);
    expect([outcome.code, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr).toMatch(message);
  }
  const nowhere = await run({ BILLFOLD_DATA_DIR: '/nonexistent/billfold' }, 'keys', 'list');
  expect([nowhere.code, nowhere.stderr]).toEqual([
    1,
    expect.stringMatching(/^There is no database in \/nonexistent\/billfold\. /),
  ]);
  expect((await run(env, 'keys', 'rotate', '--help')).stdout).toContain('--overlap-hours');
  expect((await run(env, 'keys', '--help')).stdout).toContain('Examples:');
});
