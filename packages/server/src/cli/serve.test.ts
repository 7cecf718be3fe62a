import { once } from 'node:events';
import { mkdtemp, readdir } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { makeDataDirectory } from '../testing/openTestDatabaseInNode.js';
import { runBillfold, startServerProcess, type RunningProgram } from '../testing/startServerProcess.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** Ends with the test, however that goes. */
function forThisTest<Program extends RunningProgram>(program: Program): Program {
  ending.unshift(program.kill);
  return program;
}

/** The settings of a server on a database of its own: the one that this run of the tests is about. */
async function onOwnDatabase(): Promise<Record<string, string>> {
  const { url, close } = await openTestDatabase();
  ending.push(close);
  return url ? { BILLFOLD_DATABASE_URL: url } : { BILLFOLD_DATA_DIR: await ownDataDirectory() };
}

async function ownDataDirectory(): Promise<string> {
  const { dataDir, remove } = await makeDataDirectory();
  ending.push(remove);
  return dataDir;
}

const newFolder = () => mkdtemp(join(tmpdir(), 'billfold-serve-'));

test('[S52, S53, S55] it says on one line where it listens, shows a new key once, and stops with 0', async () => {
  const env = await onOwnDatabase();
  const first = forThisTest(await startServerProcess(env));
  expect(first.ready).toEqual({
    url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    database: env['BILLFOLD_DATABASE_URL'] ? 'postgres' : 'embedded',
    provider: 'sandbox',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);

  const [key] = /sk_test_\w{49}/.exec(first.output().stderr) ?? [];
  expect(await statusOfCustomers(first.url, key!)).toBe(200);
  first.process.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  expect(first.output().stdout.split('\n')).toEqual([JSON.stringify(first.ready), '']);
  expect(first.output().stderr.split(key!)).toHaveLength(2);

  const given = makeSecret('sk_test');
  const second = forThisTest(await startServerProcess({ ...env, BILLFOLD_SECRET_KEY: given }));
  expect(second.output().stderr).not.toMatch(/sk_test_/);
  expect(await statusOfCustomers(second.url, key!)).toBe(200);
  expect(await statusOfCustomers(second.url, given)).toBe(200);
});

test('[S54, S55] /readyz is 503 as soon as it is asked to stop, until nobody listens any more', async () => {
  const server = forThisTest(await startServerProcess(await onOwnDatabase()));
  const answers: number[] = [];
  const askOn = (async () => {
    for (;;) answers.push((await fetch(`${server.url}/readyz`)).status);
  })();
  await expect.poll(() => answers.length, { timeout: 10_000 }).toBeGreaterThan(3);

  server.process.kill('SIGTERM');
  await expect(askOn).rejects.toThrow();
  expect(await server.exited).toBe(0);
  expect(answers.join(' ')).toMatch(/^(200 )+(503 ?)+$/);
});

test('[S55] a second signal ends it at once, with 1', async () => {
  const key = makeSecret('sk_test');
  const env = { ...(await onOwnDatabase()), BILLFOLD_SECRET_KEY: key };
  const server = forThisTest(await startServerProcess(env));
  // Somebody who has not said everything yet keeps it from ending by itself, however late the second signal comes.
  const { hostname: host, port } = new URL(server.url);
  const slow = connect({ host, port: Number(port) });
  slow.on('error', () => {});
  slow.write(
    `POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n`,
  );
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

  server.process.kill('SIGTERM');
  await expect.poll(() => server.output().stderr, { timeout: 10_000, interval: 10 }).toContain('"stopping"');
  server.process.kill('SIGTERM');
  expect(await server.exited).toBe(1);
});

// Three tries, and nothing that the first one needed as well: the time is measured on a machine that may be busy with something else.
test(
  '[S47] a second server on the same data directory ends within 3 s, and the first does not notice',
  { retry: 2 },
  async () => {
    const env = { BILLFOLD_DATA_DIR: await ownDataDirectory() };
    const starting = Date.now();
    const first = forThisTest(await startServerProcess(env));
    const toStart = Date.now() - starting;

    const began = Date.now();
    const second = forThisTest(runBillfold(['serve'], { ...env, PORT: '0' }));
    expect(await second.exited).toBe(1);
    expect(Date.now() - began).toBeLessThan(toStart + 3_000);
    expect(second.output()).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(
          `^The data directory \\S+ is in use by process ${first.process.pid}\\. Stop that process.*\\n$`,
        ),
      ),
    });

    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.kill();
    const third = forThisTest(await startServerProcess(env));
    expect((await fetch(`${third.url}/readyz`)).status).toBe(200);
  },
);

test.each([
  ['PORT', 'abc'],
  ['BILLFOLD_PROVIDER', 'paper'],
  ['BILLFOLD_SECRET_KEY', 'sk_test_hunter22'],
  ['BILLFOLD_DATABASE_URL', 'mysql://someone:hunter22@db.example/x'],
])(
  '[S51] with %s=%s it says what is wrong and does nothing else',
  async (name, value) => {
    const dataDir = await newFolder();
    const program = forThisTest(
      runBillfold(['serve'], { PORT: '0', BILLFOLD_DATA_DIR: dataDir, [name]: value }),
    );

    expect(await program.exited).toBe(1);
    const { stdout, stderr } = program.output();
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^${name} [^\\n]+\\.\\n$`));
    expect(stderr).not.toContain('hunter22');
    expect(await readdir(dataDir)).toEqual([]);
  },
  30_000,
);

test('[S51] a database that is not there is named, without its password', async () => {
  const env = { PORT: '0', BILLFOLD_DATABASE_URL: 'postgres://someone:hunter22@127.0.0.1:1/none' };
  const program = forThisTest(runBillfold(['serve'], env));

  expect(await program.exited).toBe(1);
  expect(program.output().stderr).toMatch(
    /^The database of BILLFOLD_DATABASE_URL can not be used: [^\n]*ECONNREFUSED[^\n]*\n$/,
  );
  expect(program.output().stderr).not.toContain('hunter22');
});

test('[S57] a port that is in use is named, and the data directory is free again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const dataDir = await ownDataDirectory();
  const program = forThisTest(runBillfold(['serve'], { PORT: String(port), BILLFOLD_DATA_DIR: dataDir }));

  expect(await program.exited).toBe(1);
  expect(program.output().stderr).toMatch(new RegExp(`^Port ${port} is in use\\. `));
  expect(await readdir(join(dataDir, 'locks'))).toEqual([]);
  other.close();
});

async function statusOfCustomers(url: string, key: string): Promise<number> {
  return (await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status;
}
