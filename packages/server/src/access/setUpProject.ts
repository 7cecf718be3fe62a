import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { PortalFeatures, type Branding, type PortalFeaturesInput } from '@billfold/contract';
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
  /** What the `default` configuration lets customers do. When absent, a new project has the defaults, and others keep what they have. */
  features?: PortalFeaturesInput;
  /** A secret key of the caller's own making, `sk_test_…`; when absent and the project has none, one is made. */
  secretKey?: string;
  now: Date;
}

/**
 * Makes a project ready for use: the project, its `default` configuration and a secret key. Called at every
 * start: what exists is kept; its name, origins, branding and (where they are given) features follow the settings.
 *
 * @returns the secret key in clear only when it was made by this call. It can not be told again.
 * @throws CannotStart when the given key is no key, or another project's, and when the features are not valid.
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
    await setUpFeatures(tx, project, setup.features);
    return { project, secretKey: await setUpKey(tx, project, setup) };
  });
}

async function setUpFeatures(
  tx: Database,
  project: string,
  wanted: PortalFeaturesInput | undefined,
): Promise<void> {
  const parsed = v.safeParse(PortalFeatures, wanted ?? {});
  if (!parsed.success) {
    const faults = parsed.issues.map((issue) => `  ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
    throw new CannotStart(`The features of the portal are not valid:\n${faults.join('\n')}`);
  }
  const features = parsed.output;
  const insert = tx.insert(portalConfigurations).values({ project, id: 'default', features });
  await (wanted
    ? insert.onConflictDoUpdate({
        target: [portalConfigurations.project, portalConfigurations.id],
        set: { features },
      })
    : insert.onConflictDoNothing());
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

const plainBranding = (displayName: string): Branding => ({
  displayName,
  logoUrl: null,
  accent: null,
  radius: null,
  font: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
});
