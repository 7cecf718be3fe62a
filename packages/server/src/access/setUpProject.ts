import { eq } from 'drizzle-orm';
import { features, type Branding, type Feature } from '@billfold/contract';
import { CannotStart } from '../CannotStart.js';
import type { Database } from '../database/Database.js';
import { portalConfigurations, projects, secretKeys } from '../database/schema.js';
import { hashSecret, isSecret, makeId, makeSecret } from './secrets.js';

/** What a project starts with. */
export interface ProjectSetup {
  /** @default 'proj_default' */
  id?: string;
  name: string;
  testMode: boolean;
  /** Origins that a customer may be sent back to, such as `https://app.example.com`. */
  returnOrigins?: readonly string[];
  /** Origins whose pages may use embedded sessions. */
  embedOrigins?: readonly string[];
  branding?: Partial<Branding>;
  /** A secret key of the caller's own making, `sk_test_…`; when absent and the project has none, one is made. */
  secretKey?: string;
  now: Date;
}

/**
 * Makes a project ready for use: the project, its `default` configuration and a secret key. Called at every
 * start: what exists is kept, its name, origins and branding follow the settings.
 *
 * @returns the secret key in clear only when it was made by this call. It can not be told again.
 * @throws CannotStart when the given key is no key, or another project's.
 */
export async function setUpProject(
  database: Database,
  setup: ProjectSetup,
): Promise<{ project: string; secretKey: string | null }> {
  const project = setup.id ?? 'proj_default';
  return database.transaction(async (tx) => {
    const settings = {
      name: setup.name,
      testMode: setup.testMode,
      returnOrigins: [...(setup.returnOrigins ?? [])],
      embedOrigins: [...(setup.embedOrigins ?? [])],
      branding: { ...plainBranding(setup.name), ...setup.branding },
    };
    await tx
      .insert(projects)
      .values({ id: project, ...settings, cursorKey: makeId('ck'), createdAt: setup.now })
      .onConflictDoUpdate({ target: projects.id, set: settings });
    await tx
      .insert(portalConfigurations)
      .values({ project, id: 'default', features: everyFeature() })
      .onConflictDoNothing();
    return { project, secretKey: await setUpKey(tx, project, setup) };
  });
}

async function setUpKey(tx: Database, project: string, setup: ProjectSetup): Promise<string | null> {
  if (!setup.secretKey) {
    // Two servers may start at once: the row of the project is locked by the insert above, so that only one of
    // them finds no key.
    const existing = await tx
      .select({ id: secretKeys.id })
      .from(secretKeys)
      .where(eq(secretKeys.project, project))
      .limit(1);
    if (existing.length > 0) return null;
  }
  const prefix = setup.testMode ? 'sk_test' : 'sk_live';
  const secretKey = setup.secretKey ?? makeSecret(prefix);
  if (!isSecret(prefix, secretKey)) {
    throw new CannotStart(
      `The secret key is not one: it must be ${prefix}_ and 49 characters that were made together. ` +
        `Leave it out once, and use the one that is made.`,
    );
  }
  const key = {
    project,
    hash: hashSecret(secretKey),
    last4: secretKey.slice(-4),
    createdAt: setup.now,
  };
  await tx
    .insert(secretKeys)
    .values({ ...key, id: makeId('key') })
    .onConflictDoNothing({ target: secretKeys.hash });
  const [owner] = await tx
    .select({ project: secretKeys.project })
    .from(secretKeys)
    .where(eq(secretKeys.hash, key.hash));
  if (owner?.project !== project)
    throw new CannotStart('The secret key belongs to another project. Use one of its own.');
  return setup.secretKey ? null : secretKey;
}

const everyFeature = () =>
  Object.fromEntries(features.map((feature) => [feature, { enabled: true }])) as Record<
    Feature,
    { enabled: boolean }
  >;

const plainBranding = (displayName: string): Branding => ({
  displayName,
  logoUrl: null,
  accent: null,
  radius: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
});
