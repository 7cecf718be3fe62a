import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { canonicalJson } from '../../../canonicalJson.js';
import type { UnitOfWork } from '../../../provider/Provider.js';
import { stripeVersions } from './schema.js';

/** A subscription as it was just read: its id, and all by which one version of it differs from another. */
export interface Seen {
  id: string;
  /** Must be the same however it was read: by itself, or in a list. */
  facts: unknown;
}

/**
 * The versions of subscriptions as they were just read. Stripe counts none, so that they are counted here: one more whenever a
 * subscription is not what it was when it was seen last, by whichever process.
 *
 * What has not changed is only read: customers look far more often than anything changes.
 */
export async function versionsOf(
  { project, unit: { database } }: { project: string; unit: Pick<UnitOfWork, 'database'> },
  seen: readonly Seen[],
): Promise<Map<string, number>> {
  if (seen.length === 0) return new Map();
  const fingerprints = new Map(seen.map(({ id, facts }) => [id, fingerprintOf(facts)]));
  const known = await database
    .select()
    .from(stripeVersions)
    .where(
      and(
        eq(stripeVersions.project, project),
        inArray(stripeVersions.subscription, [...fingerprints.keys()]),
      ),
    );
  const same = known.filter((row) => row.fingerprint === fingerprints.get(row.subscription));
  const versions = new Map(same.map((row) => [row.subscription, row.version]));

  // In one order everywhere, so that two who count the same ones never wait for each other.
  const changed = [...fingerprints]
    .filter(([id]) => !versions.has(id))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (changed.length === 0) return versions;
  const counted = await database
    .insert(stripeVersions)
    .values(
      changed.map(([subscription, fingerprint]) => ({ project, subscription, fingerprint, version: 1 })),
    )
    .onConflictDoUpdate({
      target: [stripeVersions.project, stripeVersions.subscription],
      // Somebody else may have counted it in between, having seen the same.
      set: {
        version: sql`${stripeVersions.version} + (${stripeVersions.fingerprint} <> excluded.fingerprint)::integer`,
        fingerprint: sql`excluded.fingerprint`,
      },
    })
    .returning();
  for (const { subscription, version } of counted) versions.set(subscription, version);
  return versions;
}

const fingerprintOf = (facts: unknown) => bytesToHex(sha256(utf8ToBytes(canonicalJson(facts) ?? '')));
