import { readIpKey } from '../access/hashIp.js';
import type { RateLimitPolicies } from '../access/rateLimits.js';
import { forgetOldAttempts } from '../access/attempts.js';
import { setUpProject, type ProjectSetup } from '../access/setUpProject.js';
import { createPortal } from '../createPortal.js';
import type { Database } from '../database/Database.js';
import { migrate } from '../database/migrate.js';
import type { BuiltPage } from '../http/builtPage.js';
import type { HostedPage } from '../http/hostedPage.js';
import { forgetOldResults } from '../http/idempotency.js';
import type { Log } from '../http/router.js';
import { forgetOldIntents } from '../intents/intentRows.js';
import { forgetOldAnswers } from '../last-known/lastKnownRows.js';
import { forgetOldNotices } from '../notices/noticeRows.js';
import { forgetOldSetups } from '../notices/setupRows.js';
import type { Provider } from '../provider/Provider.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';
import { forgetOldQuotes } from '../subscriptions/quoteRows.js';
import { createSecretBox } from '../access/secretBox.js';
import { forgetOldDeliveries } from '../webhooks/forgetOldDeliveries.js';
import { startDelivering, type Deliveries } from '../webhooks/startDelivering.js';
import { callPlanCheck } from './callPlanCheck.js';
import { clientsBehind } from './clientAddress.js';
import { fetchLogo } from './fetchLogo.js';
import { listen, type Listener } from './listen.js';
import { listenForFields } from './listenForFields.js';
import { contactDatabase } from './contactDatabase.js';
import { createLog } from './log.js';
import { chooseEncryptionKey } from './encryptionKey.js';
import { openDatabase, type OpenDatabase } from './openDatabase.js';
import { openSandbox } from './openSandbox.js';
import { openStripe, refuseOtherMode } from './openStripe.js';
import { readHostedPage } from './readHostedPage.js';
import { readSettings, type Settings } from './readSettings.js';
import { checkStripe, isTestMode } from './readStripeSettings.js';
import { readVersion } from './readVersion.js';
import { createRateLimits, forgetOldCounts } from './rateLimits.js';
import { recoverInBackground } from './recoverInBackground.js';
import { repeat } from './repeat.js';
import { settleInBackground } from './settleInBackground.js';
import { sendWebhooks } from './sendWebhook.js';

/** The settings that differ from their defaults (the environment is not looked at), and what no variable can hold. */
export interface StartOptions extends Partial<Settings> {
  /** What customers see of the project, on the hosted page and on documents, and what its portal lets them do. */
  project?: Pick<ProjectSetup, 'name' | 'branding' | 'features'>;
  /** Asks your app whether a change of plan is possible; see `PortalOptions`. Where it is given, `planCheck` is not asked. */
  checkPlanChange?: CheckPlanChange;
  log?: Log;
  /** How many requests there may be, where that is to be otherwise than by default. */
  rateLimitPolicies?: Partial<RateLimitPolicies>;
  /** Default: the build that comes with this package. */
  hostedPage?: HostedPage;
  /** The page that test payment methods are entered in. Default: the build that comes with this package. */
  fieldsPage?: BuiltPage;
}

export interface RunningServer {
  /** Where browsers reach it, without a slash at the end. */
  url: string;
  /** Where they reach the page that test payment methods are entered in; null: there is none. */
  fieldsUrl: string | null;
  database: OpenDatabase['kind'];
  provider: string;
  version: string;
  /** The secret key that was given, or the one that this start has made; null when an earlier one made it. */
  secretKey: string | null;
  /** Stops in order; see `Listener.close`. Stopping twice is the same as once. */
  close(options?: { keepAcceptingMs?: number; finishWithinMs?: number }): Promise<void>;
}

const FORGET_EVERY_MS = 60 * 60_000;
const PASS_OVER_EVERY_MS = 60_000;

/**
 * Starts a portal server: database, schema, project, provider, HTTP.
 *
 * @throws CannotStart with a sentence for whoever runs it. Nothing is left open then.
 */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const settings = { ...readSettings({}), ...given(options) };
  const stripe = checkStripe(settings);
  const log = settings.log ?? createLog(settings.logLevel);
  const closing: ((options?: { keepAcceptingMs?: number; finishWithinMs?: number }) => Promise<void>)[] = [];

  try {
    const {
      kind,
      database,
      pool,
      close: closeDatabase,
    } = await openDatabase({
      ...settings,
      onConnectionLost: (err) => log.warn({ err }, 'a database connection was lost'),
    });
    closing.unshift(closeDatabase);
    let deliveries: Deliveries | null = null;
    // After the last request: what that has recorded may still be sent.
    closing.unshift(async () => deliveries?.stop());
    const listeners: Listener[] = [];
    closing.unshift(async (how) => void (await Promise.all(listeners.map(({ close }) => close(how)))));
    const listener = await listen(settings);
    listeners.push(listener);
    const url = settings.publicUrl ?? `http://localhost:${listener.port}`;
    const fields = stripe ? null : await listenForFields(settings, url, log);
    if (fields) listeners.push(fields.listener);

    await contactDatabase(database);
    const { applied } = await migrate(database);
    if (applied.length > 0) log.info({ applied }, 'migrated the database');
    if (stripe) await refuseOtherMode(database, stripe);

    const { project, secretKey } = await setUpProject(database, {
      ...settings.project,
      testMode: isTestMode({ stripe }),
      returnOrigins: unlessEmpty(settings.returnOrigins),
      embedOrigins: unlessEmpty(settings.embedOrigins),
      secretKey: settings.secretKey,
      now: new Date(),
    });

    const version = await readVersion();
    let provider: Provider;
    if (stripe) provider = await openStripe(stripe, version, log);
    else {
      const billing = { database, fieldsUrl: fields?.url, log };
      const { sandbox, stop } = await openSandbox(settings, project, billing);
      closing.unshift(stop);
      provider = sandbox;
    }
    closing.unshift(repeat(() => forgetOldResults(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldIntents(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldAnswers(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldQuotes(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldAttempts(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldCounts(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldDeliveries(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldSetups(database, new Date()), FORGET_EVERY_MS, log));
    closing.unshift(repeat(() => forgetOldNotices(database, new Date()), PASS_OVER_EVERY_MS, log));

    const encryptionKey = await chooseEncryptionKey(settings, kind, log);
    deliveries = encryptionKey ? deliver(database, encryptionKey, url, log) : null;

    const hostedPage = settings.hostedPage ?? (await readHostedPage());
    if (!hostedPage) log.warn({}, 'the hosted page has not been built, so portal links lead nowhere');
    const { planCheck, checkPlanChange = planCheck && callPlanCheck(planCheck) } = settings;
    const portal = createPortal({
      database,
      provider,
      publicUrl: url,
      hostedPage,
      checkPlanChange,
      fetchLogo,
      rateLimits: settings.rateLimits
        ? createRateLimits({ pool, policies: settings.rateLimitPolicies, log })
        : undefined,
      ipKey: await readIpKey(database),
      encryptionKey,
      log,
      version,
    });
    const settling = provider.remote && settleInBackground(portal, () => deliveries?.wake(), log);
    if (settling) closing.unshift(settling.stop);
    if (provider.remote) closing.unshift(recoverInBackground(portal, () => deliveries?.wake(), log));
    fields?.open(database);
    const clientOf = clientsBehind(settings.trustedProxies, log);
    listener.open(async (request, peer) => {
      const response = await portal.fetch(request, { ip: clientOf(request, peer.ip) });
      // Whatever it has recorded is committed by now.
      if (request.method !== 'GET') {
        deliveries?.wake();
        if (new URL(request.url).pathname.startsWith('/webhooks/')) settling?.wake();
      }
      return response;
    });
    log.info(
      { url, fieldsUrl: fields?.url ?? null, database: kind, provider: provider.name, version },
      'listening',
    );

    let closed: Promise<void> | undefined;
    return {
      url,
      fieldsUrl: fields?.url ?? null,
      database: kind,
      provider: provider.name,
      version,
      secretKey: settings.secretKey ?? secretKey,
      close: (how) => (closed ??= closeAll(closing, how)),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** Origins that no variable names are those that the project has. */
const unlessEmpty = (origins: readonly string[]) => (origins.length > 0 ? origins : undefined);

function deliver(database: Database, encryptionKey: string, publicUrl: string, log: Log): Deliveries {
  return startDelivering({
    database,
    send: sendWebhooks(),
    secretBox: createSecretBox(encryptionKey),
    publicUrl,
    clock: () => new Date(),
    log,
    random: Math.random, // checked: it only spreads the tries
  });
}

/** What is given as undefined is not given. */
const given = (options: StartOptions): StartOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** From the last one opened to the first. */
async function closeAll(closing: ((options?: object) => Promise<void>)[], options?: object): Promise<void> {
  for (const close of closing) await close(options);
}
