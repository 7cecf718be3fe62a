import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { projects, secretKeys } from '../database/schema.js';
import { audit } from '../events/record.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { hashSecret, makeId, makeSecret } from './secrets.js';

/** A secret key, as much as can be told of it: the key itself is known to nobody but whoever got it. */
export interface SecretKey {
  id: string;
  project: string;
  name: string | null;
  last4: string;
  createdAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  /** When it stops working because another one takes its place. */
  expiresAt: string | null;
  revokedAt: string | null;
}

/** A key with its text, which is told once. */
export type NewSecretKey = SecretKey & { key: string };

/** The keys of a project, or of all, oldest first; those that count no more too. */
export async function listSecretKeys(database: Database, project?: string): Promise<SecretKey[]> {
  const rows = await database
    .select()
    .from(secretKeys)
    .where(project === undefined ? undefined : eq(secretKeys.project, project))
    .orderBy(asc(secretKeys.project), asc(secretKeys.createdAt), asc(secretKeys.id));
  return rows.map(toSecretKey);
}

/** Makes one more key. Null: there is no such project. */
export async function createSecretKey(
  unit: UnitOfWork,
  project: string,
  name: string | null,
): Promise<NewSecretKey | null> {
  const [owner] = await unit.database
    .select({ testMode: projects.testMode })
    .from(projects)
    .where(eq(projects.id, project));
  if (!owner) return null;
  const created = await insertKey(unit, { project, name, testMode: owner.testMode });
  await tell(unit, 'secret_key.created', created, { after: { name, last4: created.last4 } });
  return created;
}

/**
 * Makes a key in the place of another, which works until then.
 *
 * @returns null when there is no such key, or it does not count any more, or has been replaced already.
 */
export async function rotateSecretKey(
  unit: UnitOfWork,
  id: string,
  until: Date,
): Promise<{ created: NewSecretKey; replaced: SecretKey } | null> {
  const [row] = await unit.database
    .update(secretKeys)
    .set({ expiresAt: until })
    .where(and(eq(secretKeys.id, id), isNull(secretKeys.revokedAt), isNull(secretKeys.expiresAt)))
    .returning();
  if (!row) return null;
  const replaced = toSecretKey(row);
  const [owner] = await unit.database
    .select({ testMode: projects.testMode })
    .from(projects)
    .where(eq(projects.id, row.project));
  const created = await insertKey(unit, { ...replaced, testMode: owner!.testMode });
  await tell(unit, 'secret_key.rotated', replaced, {
    before: { expiresAt: null },
    after: { expiresAt: replaced.expiresAt, replacedBy: created.id },
  });
  await tell(unit, 'secret_key.created', created, { after: { name: created.name, last4: created.last4 } });
  return { created, replaced };
}

/**
 * Ends a key, and every session that it made, with the next request, on every server.
 *
 * @returns null when there is no such key, or it does not count any more.
 */
export async function revokeSecretKey(unit: UnitOfWork, id: string): Promise<SecretKey | null> {
  const { now } = unit;
  const [row] = await unit.database
    .update(secretKeys)
    .set({ revokedAt: now })
    .where(
      and(
        eq(secretKeys.id, id),
        isNull(secretKeys.revokedAt),
        or(isNull(secretKeys.expiresAt), gt(secretKeys.expiresAt, now)),
      ),
    )
    .returning();
  if (!row) return null;
  const revoked = toSecretKey(row);
  await tell(unit, 'secret_key.revoked', revoked, {
    before: { revokedAt: null },
    after: { revokedAt: revoked.revokedAt },
  });
  return revoked;
}

async function insertKey(
  { database, now }: UnitOfWork,
  { project, name, testMode }: { project: string; name: string | null; testMode: boolean },
): Promise<NewSecretKey> {
  const key = makeSecret(testMode ? 'sk_test' : 'sk_live');
  const [row] = await database
    .insert(secretKeys)
    .values({
      id: makeId('key'),
      project,
      name,
      hash: hashSecret(key),
      last4: key.slice(-4),
      createdAt: now,
    })
    .returning();
  return { ...toSecretKey(row!), key };
}

async function tell(
  unit: UnitOfWork,
  type: string,
  { project, id: target }: SecretKey,
  change: { before?: object; after: object },
): Promise<void> {
  await audit(unit, { project, customer: null, type, target, by: 'operator', at: unit.now, ...change });
}

function toSecretKey(row: typeof secretKeys.$inferSelect): SecretKey {
  return {
    id: row.id,
    project: row.project,
    name: row.name,
    last4: row.last4,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
