import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEncryptionKey, makeEncryptionKey } from '../access/secretBox.js';
import { CannotStart } from '../CannotStart.js';
import type { Log } from '../http/router.js';
import type { OpenDatabase } from './openDatabase.js';
import type { Settings } from './readSettings.js';

/**
 * What signing secrets are kept by: the key that is set, or one beside the embedded database. On PostgreSQL every server must have
 * the same, which none of them can make for the others; undefined where it is not set.
 */
export async function chooseEncryptionKey(
  { encryptionKey, dataDir }: Pick<Settings, 'encryptionKey' | 'dataDir'>,
  kind: OpenDatabase['kind'],
  log: Log,
): Promise<string | undefined> {
  if (encryptionKey) return encryptionKey;
  if (kind === 'embedded') return keyBesideDatabase(dataDir);
  log.warn(
    {},
    'BILLFOLD_ENCRYPTION_KEY is not set, so there are no webhooks: none can be added, none is sent',
  );
  return undefined;
}

/**
 * The key that the embedded database's secrets are kept by, in a file beside it that only its owner can read; it is made where
 * there is none. Whoever copies `database/` alone has no secrets.
 *
 * @throws CannotStart when the file holds anything else: a new key would open nothing.
 */
export async function keyBesideDatabase(dataDir: string): Promise<string> {
  const file = join(dataDir, 'encryption.key');
  const key = (await readOrNull(file)) ?? (await makeKey(dataDir, file));
  if (isEncryptionKey(key)) return key;
  throw new CannotStart(
    `The file ${file} holds no encryption key. Restore it, or set BILLFOLD_ENCRYPTION_KEY to what it was: ` +
      `without it the signing secrets of webhooks can not be read.`,
  );
}

const readOrNull = async (file: string): Promise<string | null> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CannotStart(`The file ${file} can not be read (${(error as NodeJS.ErrnoException).code}).`);
  }
};

/** Put into place whole: a process that is killed meanwhile leaves no half of a key. */
async function makeKey(dataDir: string, file: string): Promise<string> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(unfinished, `${makeEncryptionKey()}\n`, { mode: 0o600 });
  await link(unfinished, file);
  await rm(unfinished);
  return (await readFile(file, 'utf8')).trim();
}
