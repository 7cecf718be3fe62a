// Runs before anything is installed: Node's own modules only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withProgress } from './progress.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = join(root, 'package-lock.json');
// npm writes this copy of the lockfile at the end of an installation: without it, one has not been finished.
const installed = join(root, 'node_modules', '.package-lock.json');
const stamp = join(root, 'node_modules', '.billfold-lock-hash');

const MINIMUM_NODE = { major: 20, minor: 19 };

/**
 * Installs the dependencies exactly as the lockfile says, when they are missing or older than it.
 * @returns {Promise<void>}
 */
export async function ensureDependencies() {
  refuseOldNode();
  if (areInstalled()) return;
  await withProgress('Installing the dependencies (npm ci, about half a minute)', npmCi);
  writeFileSync(stamp, lockHash());
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const { major: least, minor: leastMinor } = MINIMUM_NODE;
  if (major > least || (major === least && minor >= leastMinor)) return;
  throw new Error(`Billfold needs Node ${least}.${leastMinor} or newer; this is ${process.versions.node}.`);
}

/** Times alone would reinstall after every change of branch, so an unchanged content counts too. */
function areInstalled() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return true;
  return statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

/** @returns {Promise<void>} */
function npmCi() {
  // Under `npm run`, the npm that runs us is named here; it need not be the one on PATH.
  const npm = process.env.npm_execpath;
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: !npm && process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci failed (exit code ${code}); its own message is above.`));
    });
  });
}
