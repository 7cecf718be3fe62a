import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import {
  BusinessProfile,
  PortalFeatures,
  updateBrandingSchema,
  type FieldError,
  type InputOf,
  type PortalFeaturesInput,
  type updateBranding,
} from '@billfold/contract';
import { readLogoInput } from '../branding/readLogoInput.js';
import { brandingOfProject, saveBranding } from '../branding/saveBranding.js';
import { CannotStart } from '../CannotStart.js';
import { findConfiguration } from '../configurations/configurationRows.js';
import { lockProject } from '../configurations/lockProject.js';
import { saveConfiguration } from '../configurations/saveConfiguration.js';
import type { Database } from '../database/Database.js';
import { portalConfigurations, projects, secretKeys } from '../database/schema.js';
import { BillfoldError } from '../errors.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { hasNoWayOut } from '../rules/waysOut.js';
import { hashSecret, isSecret, makeId, makeSecret } from './secrets.js';

/** What a project starts with. */
export interface ProjectSetup {
  /** @default 'proj_default' */
  id?: string;
  /** A new project without a name is called `Billfold`. */
  name?: string | undefined;
  testMode: boolean;
  /** Origins that a customer may be sent back to, such as `https://app.example.com`. */
  returnOrigins?: readonly string[] | undefined;
  /** Origins whose pages may use embedded sessions. */
  embedOrigins?: readonly string[] | undefined;
  /** As for `updateBranding`, but for the logo, which is an image itself here: a start asks nobody for anything. */
  branding?: InputOf<typeof updateBranding>;
  /** What the `default` configuration lets customers do. When absent, a new project has the defaults, and others keep what they have. */
  features?: PortalFeaturesInput;
  /** A secret key of the caller's own making, `sk_test_…`; when absent and the project has none, one is made. */
  secretKey?: string;
  now: Date;
}

/**
 * Makes a project ready for use: the project, its `default` configuration and a secret key. Called at every
 * start: what exists is kept, and follows the settings where they say something. What they do not name is the API's to set,
 * and a start does not undo it.
 *
 * @returns the secret key in clear only when it was made by this call. It can not be told again.
 * @throws CannotStart when the given key is no key, or another project's, and when features or branding are not valid.
 */
export async function setUpProject(
  database: Database,
  setup: ProjectSetup,
): Promise<{ project: string; secretKey: string | null }> {
  const project = setup.id ?? 'proj_default';
  return database.transaction(async (tx) => {
    const unit = { database: tx, now: setup.now };
    const { name = 'Billfold', testMode, returnOrigins, embedOrigins } = setup;
    const origins = {
      ...(returnOrigins && { returnOrigins: [...returnOrigins] }),
      ...(embedOrigins && { embedOrigins: [...embedOrigins] }),
    };
    await tx
      .insert(projects)
      .values({
        id: project,
        name,
        testMode,
        ...origins,
        branding: brandingOfProject({ displayName: name }),
        cursorKey: makeId('ck'),
        createdAt: setup.now,
      })
      .onConflictDoUpdate({ target: projects.id, set: { testMode, ...origins } });
    await setUpName(unit, project, setup);
    await setUpBranding(unit, project, setup.branding);
    await setUpFeatures(unit, project, setup.features);
    return { project, secretKey: await setUpKey(tx, project, setup) };
  });
}

/** Customers are shown the project's name until it is given another one for them. */
async function setUpName(unit: UnitOfWork, project: string, { name }: ProjectSetup): Promise<void> {
  const { name: before, branding } = await lockProject(unit.database, project);
  if (name === undefined || name === before) return;
  await unit.database.update(projects).set({ name }).where(eq(projects.id, project));
  if (branding.displayName === before) await saveBranding(unit, byServer(project), { displayName: name });
}

async function setUpBranding(
  unit: UnitOfWork,
  project: string,
  wanted: ProjectSetup['branding'],
): Promise<void> {
  if (!wanted) return;
  const { logo, ...fields } = parse(updateBrandingSchema.input, wanted, 'branding');
  try {
    const image = typeof logo === 'string' ? await readLogoInput(logo, undefined) : logo;
    await saveBranding(unit, byServer(project), { ...fields, logo: image });
  } catch (error) {
    if (!(error instanceof BillfoldError) || !error.fields) throw error;
    throw invalid('branding', error.fields);
  }
}

async function setUpFeatures(
  unit: UnitOfWork,
  project: string,
  wanted: PortalFeaturesInput | undefined,
): Promise<void> {
  const { database, now } = unit;
  const features = parse(PortalFeatures, wanted ?? {}, 'features');
  const { branding } = await lockProject(database, project);
  const before = await findConfiguration(database, project, 'default');
  const { businessProfile } = before ?? noProfile;
  if (wanted && hasNoWayOut({ features, businessProfile }, branding)) {
    const message =
      'must be on, or the branding must have a supportUrl: customers could neither cancel nor ask';
    throw invalid('features', [{ path: 'subscriptionCancel.enabled', message }]);
  }
  if (before) {
    const { stepUp, defaultReturnUrl } = before;
    const settings = { features, businessProfile, stepUp, defaultReturnUrl };
    if (wanted) await saveConfiguration(unit, { ...byServer(project), id: 'default' }, settings);
    return;
  }
  // It comes into being with the project, of which nobody is told either.
  const row = { project, id: 'default', features, createdAt: now, updatedAt: now };
  await database.insert(portalConfigurations).values(row);
}

const noProfile = { businessProfile: v.parse(BusinessProfile, {}) };

/** Nobody's request but the start's own: where a portal will be reached is not known to it yet. */
const byServer = (project: string) => ({ project, by: 'server' as const, publicUrl: '' });

function parse<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown, of: string): Output {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
  throw invalid(of, faults);
}

function invalid(of: string, faults: readonly FieldError[]): CannotStart {
  const places = faults.map(({ path, message }) => `  ${path}: ${message}`);
  return new CannotStart(
    `The ${of} of the portal ${of === 'branding' ? 'is' : 'are'} not valid:\n${places.join('\n')}`,
  );
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
