import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/freePort.js';
import { ROOT } from '../scripts/paths.js';
import { FROM_SOURCE } from '../scripts/sources.js';

/** The example app and its portal, in a process of its own, for tests that must see what it leaves behind. */
export interface Demo {
  app: string;
  portal: string;
  /** Where test payment methods are entered. */
  fields: string;
  /** Everything it has printed so far. */
  log(): string;
  /** Stops it, and returns every row of its database as text. */
  stopAndReadRows(): Promise<string>;
  /** Stops it and removes its data; for the end of a test, however it went. */
  close(): Promise<void>;
}

/** @param settings more variables of its environment. */
export async function startDemo(settings: Record<string, string> = {}): Promise<Demo> {
  const portal = await freePort(19_787);
  const fields = await freePort(portal + 1);
  const app = await freePort(16_173);
  const dataDir = mkdtempSync(join(tmpdir(), 'billfold-e2e-'));
  const demo = spawn(process.execPath, [...FROM_SOURCE, 'examples/settings-page/server/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(portal),
      BILLFOLD_FIELDS_PORT: String(fields),
      APP_PORT: String(app),
      BILLFOLD_DATA_DIR: dataDir,
      // Tests redeem more links in a minute than a person does.
      BILLFOLD_RATE_LIMITS: 'off',
      BILLFOLD_LOG_LEVEL: 'trace',
      ...settings,
    },
  });
  let log = '';
  for (const stream of [demo.stdout, demo.stderr])
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => demo.on('exit', () => resolve()));

  const stop = async () => {
    demo.kill('SIGTERM');
    await ended;
  };
  const close = async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };

  const address = `http://localhost:${app}`;
  try {
    await reachable(address, ended, () => log);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    app: address,
    portal: `http://localhost:${portal}`,
    fields: `http://localhost:${fields}`,
    log: () => log,
    close,
    stopAndReadRows: async () => {
      await stop();
      const { stdout, stderr } = spawnSync(process.execPath, [...FROM_SOURCE, 'e2e/dumpRows.ts', dataDir], {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 1 << 30,
      });
      if (stdout === '') throw new Error(`No row could be read: ${stderr}`);
      return stdout;
    },
  };
}

async function reachable(address: string, ended: Promise<void>, log: () => string): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (let tries = 0; tries < 300; tries++) {
    if (over) throw new Error(`The example ended before it answered:\n${log()}`);
    const answers = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} does not answer:\n${log()}`);
}
