import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '../CannotStart.js';

/** How often a holder shows to other machines that it lives, and how long they believe it. */
const HEARTBEAT_MS = 2_000;
const BELIEVED_MS = 15_000;

/** A server that is being restarted may need a moment to let go. */
const ATTEMPTS = 5;
const WAIT_MS = 200;

export interface DataDirectoryLock {
  /** Lets the next process in. Releasing twice is the same as once. */
  release(): void;
}

/**
 * Makes this process the only one that uses a data directory. Two that write to one embedded database lose each
 * other's rows without noticing.
 *
 * Each process that wants the directory announces itself with a file of its own in `<dataDir>/locks`, then looks
 * whether somebody else is there, and withdraws if so. Whoever looks second sees the other, so two never hold it;
 * and as nobody ever takes over another's file, there is no moment in which a stale lock is taken over by two.
 * An announcement counts while its process lives: one that was killed leaves only a file to sweep away.
 *
 * @throws CannotStart, naming the holder, within about a second.
 */
export async function lockDataDirectory(dataDir: string): Promise<DataDirectoryLock> {
  const folder = join(dataDir, 'locks');
  makeFolder(folder);
  const mine = {
    host: hostname(),
    pid: process.pid,
    startedAt: startOf(process.pid)?.startedAt ?? 'unknown',
  };
  for (let attempt = 1; ; attempt++) {
    const holder = announce(folder, mine) ?? otherHolder(folder, mine);
    if (holder === null) return hold(join(folder, nameOf(mine)));
    // Never withdraw what another server of this same process holds.
    if (holder.pid !== mine.pid || holder.host !== mine.host)
      rmSync(join(folder, nameOf(mine)), { force: true });
    if (attempt === ATTEMPTS) throw inUse(dataDir, holder, mine);
    // Two that began together both withdrew; they will not wait equally long.
    await sleep(WAIT_MS * (0.5 + Math.random())); // checked: it only spreads the waiting
  }
}

/** Who announces itself. The file's name says it all, so that nobody ever reads half of it. */
interface Claim {
  host: string;
  pid: number;
  /** When the process began: numbers of processes are used again. */
  startedAt: string;
}

const nameOf = ({ pid, startedAt, host }: Claim) => `${pid}-${startedAt}-${encodeURIComponent(host)}`;

function readName(name: string): Claim | null {
  const [, pid, startedAt, host] = /^(\d+)-(\w+)-(.+)$/.exec(name) ?? [];
  return pid && startedAt && host ? { pid: Number(pid), startedAt, host: decodeURIComponent(host) } : null;
}

/** @returns null when this process is announced now, or the claim that it has already made. */
function announce(folder: string, mine: Claim): Claim | null {
  try {
    closeSync(openSync(join(folder, nameOf(mine)), 'wx'));
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return mine;
    throw error;
  }
}

function otherHolder(folder: string, mine: Claim): Claim | null {
  for (const name of readdirSync(folder)) {
    const claim = readName(name);
    if (claim === null || name === nameOf(mine)) continue;
    if (isAlive(claim, join(folder, name), mine.host)) return claim;
    rmSync(join(folder, name), { force: true });
  }
  return null;
}

function hold(file: string): DataDirectoryLock {
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Only other machines look at it, and the next beat comes soon.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.on('exit', release);
  return { release };
}

function isAlive(claim: Claim, file: string, host: string): boolean {
  if (claim.host !== host) return isFresh(file);
  const process = startOf(claim.pid);
  return process !== null && (process.startedAt === null || process.startedAt === claim.startedAt);
}

/** Processes of another machine, or of another container on the same volume, are known only by what they write. */
function isFresh(file: string): boolean {
  const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Date.now() - modified < BELIEVED_MS;
}

/**
 * When a process of this machine began, in whatever unit the system tells it; `startedAt` is null where it does
 * not tell. Null when there is no such process, or only what is left of one that has ended.
 */
function startOf(pid: number): { startedAt: string | null } | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  if (process.platform === 'linux') return startOnLinux(pid);
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const time = Date.parse(stdout?.trim() ?? '');
  return { startedAt: Number.isNaN(time) ? null : String(time) };
}

function startOnLinux(pid: number): { startedAt: string | null } | null {
  try {
    // The name in parentheses may hold anything; state is the first field after it, start time the twentieth.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return fields[0] === 'Z' ? null : { startedAt: fields[19] ?? null };
  } catch {
    return { startedAt: null };
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new CannotStart(
      `The data directory ${folder} can not be written (${(cause as NodeJS.ErrnoException).code}). ` +
        `Set BILLFOLD_DATA_DIR to a folder that this user may write.`,
      { cause },
    );
  }
}

function inUse(dataDir: string, holder: Claim, mine: Claim): DataDirectoryInUse {
  const where = holder.host === mine.host ? '' : ` on ${holder.host}`;
  return new DataDirectoryInUse(dataDir, `process ${holder.pid}${where}`);
}

/** Another process holds the data directory. */
export class DataDirectoryInUse extends CannotStart {
  readonly dataDir: string;
  /** `process 4711`, and the machine where that is another one. */
  readonly holder: string;

  constructor(dataDir: string, holder: string) {
    super(
      `The data directory ${dataDir} is in use by ${holder}. ` +
        `Stop that process, choose another BILLFOLD_DATA_DIR, or use PostgreSQL (BILLFOLD_DATABASE_URL), which many servers can share.`,
    );
    this.dataDir = dataDir;
    this.holder = holder;
  }
}
