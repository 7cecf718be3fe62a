import { isNull } from 'drizzle-orm';
import { createSecretBox } from '../../access/secretBox.js';
import type { Database } from '../../database/Database.js';
import { intents } from '../../database/remoteSchema.js';
import { about, type Finding } from './Finding.js';

const changes = about('changes under way');

/**
 * Whether servers with this key can bring to an end what is under way at a provider elsewhere. What they can not read keeps its
 * customer from every other change.
 *
 * @param encryptionKey undefined: it is not set, and opens nothing.
 */
export async function checkIntents(database: Database, encryptionKey: string | undefined): Promise<Finding> {
  const open = await database
    .select({ id: intents.id, request: intents.request })
    .from(intents)
    .where(isNull(intents.finishedAt));
  if (open.length === 0) return changes.ok('none');
  const box = encryptionKey === undefined ? null : createSecretBox(encryptionKey);
  const opens = await Promise.all(
    open.map(async ({ id, request }) => box?.open(request, id).then(isSo, isNot) ?? false),
  );
  const unread = opens.filter((it) => !it).length;
  if (unread === 0) return changes.ok(`${open.length}, and the encryption key opens them`);
  return changes.failed(
    `the encryption key does not open ${unread} of ${open.length}: nothing of their customers can be changed`,
    'Set BILLFOLD_ENCRYPTION_KEY to what it was, and start the servers, until none is under way. Where it is lost, each is given ' +
      'up 23 hours after it was begun: it is in the audit log as intent.abandoned, and at the provider it shows what became of it.',
  );
}

const isSo = () => true;
const isNot = () => false;
