import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { vi } from 'vitest';
import { setUpProject } from '../src/access/setUpProject.js';
import { addTools } from '../src/cli/addTools.js';
import { sentenceOf } from '../src/cli/fail.js';
import type { Database } from '../src/database/Database.js';
import { openDatabase } from '../src/node/openDatabase.js';
import { openTestDatabase } from '../src/testing/openTestDatabase.js';
import { makeDataDirectory } from '../src/testing/openTestDatabaseInNode.js';

/** The command line in this process, on a database of its own with one project: quicker than a process for each command. */
export interface CommandLine {
  /** The variables by which a server finds the same database. */
  env: Record<string, string>;
  /** Runs a command and returns what it writes. What it refuses is thrown as the sentence that the program would end with. */
  billfold(...command: string[]): Promise<string>;
  json<Result>(...command: string[]): Promise<Result>;
  /** What the last command has written to standard error. */
  notes(): string;
  /** Looks at the database between two commands. */
  look<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** Writes a file, and returns its path. */
  file(content: unknown): Promise<string>;
  close(): Promise<void>;
}

export async function openCommandLine(): Promise<CommandLine> {
  const { url, close } = await openTestDatabase();
  const { dataDir, remove } = await makeDataDirectory();
  const folder = await mkdtemp(join(tmpdir(), 'billfold-tools-'));
  const env = { BILLFOLD_DATABASE_URL: url ?? '', BILLFOLD_DATA_DIR: dataDir };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const written = { stdout: '', stderr: '' };
  for (const to of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[to], 'write').mockImplementation((text) => {
      written[to] += String(text);
      return true;
    });
  }
  const look: CommandLine['look'] = async (work) => {
    const opened = await openDatabase({ ...(url !== null && { databaseUrl: url }), dataDir });
    try {
      return await work(opened.database);
    } finally {
      await opened.close();
    }
  };
  const billfold = async (...command: string[]) => {
    Object.assign(written, { stdout: '', stderr: '' });
    const program = new Command('billfold').exitOverride();
    addTools(program);
    for (const it of program.commands.flatMap((group) => [group, ...group.commands])) it.exitOverride();
    await program.parseAsync(command, { from: 'user' }).catch((error: unknown) => {
      throw new Error(sentenceOf(error) ?? (error as Error).message, { cause: error });
    });
    return written.stdout;
  };
  const returnOrigins = ['https://app.example.com'];
  await look((database) =>
    setUpProject(database, { name: 'Example App', testMode: true, returnOrigins, now: new Date() }),
  );
  return {
    env,
    billfold,
    json: async <Result>(...command: string[]) => JSON.parse(await billfold(...command, '--json')) as Result,
    notes: () => written.stderr,
    look,
    file: async (content) => {
      const path = join(folder, 'portal.json');
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    close: async () => {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
      process.exitCode = undefined;
      await close();
      await remove();
      await rm(folder, { recursive: true });
    },
  };
}
