import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { logos } from '../database/schema.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { hashOfLogo, type LogoImage, type LogoType } from './LogoImage.js';

/**
 * Keeps an image, and says under which path this portal serves it. Images that were replaced stay: pages that are open show
 * them, and the audit log names them.
 */
export async function keepLogo(
  { database, now }: UnitOfWork,
  project: string,
  image: LogoImage,
): Promise<string> {
  const hash = hashOfLogo(image);
  await database
    .insert(logos)
    .values({ project, hash, ...image, createdAt: now })
    .onConflictDoNothing();
  return `/logos/${hash}`;
}

/** The image of a hash, of whichever project: who knows the hash knows the image. */
export async function findLogo(database: Database, hash: string): Promise<LogoImage | null> {
  const [row] = await database
    .select({ type: logos.type, bytes: logos.bytes })
    .from(logos)
    .where(eq(logos.hash, hash))
    .limit(1);
  return row ? { type: row.type as LogoType, bytes: row.bytes } : null;
}

/** The image that an address of this portal shows, for documents; null: there is none, or it is not kept here. */
export async function findLogoAt(
  database: Database,
  project: string,
  logoUrl: string | null,
): Promise<LogoImage | null> {
  const [, hash] = /\/logos\/([0-9a-f]{64})$/.exec(logoUrl ?? '') ?? [];
  if (hash === undefined) return null;
  const [row] = await database
    .select({ type: logos.type, bytes: logos.bytes })
    .from(logos)
    .where(and(eq(logos.project, project), eq(logos.hash, hash)));
  return row ? { type: row.type as LogoType, bytes: row.bytes } : null;
}
