import { isEncryptionKey } from '../access/secretBox.js';
import { isSecret } from '../access/secrets.js';
import { CannotStart } from '../CannotStart.js';
import type { PlanCheckEndpoint } from './callPlanCheck.js';
import { trustedProxies } from './clientAddress.js';
import { checkStripe, isTestMode, readStripeSettings, type StripeSettings } from './readStripeSettings.js';

/** What a server is started with; every field has its environment variable. */
export interface Settings {
  /** `PORT`, default 8787. 0 takes any free one. */
  port: number;
  /** `BILLFOLD_HOST`: the address that is listened on, default `127.0.0.1`, which only this machine reaches. */
  host: string;
  /** `BILLFOLD_PUBLIC_URL`: where browsers reach the server, without a slash at the end. Default: localhost and the port. */
  publicUrl?: string;
  /**
   * `BILLFOLD_FIELDS_PORT`: where the page listens that test payment methods are entered in, on the same address. Default:
   * one more than `port`, or any free one where that is any.
   */
  fieldsPort?: number;
  /** `BILLFOLD_FIELDS_URL`: where browsers reach that page: another origin than `publicUrl`. Default: localhost and the port. */
  fieldsUrl?: string;
  /** `BILLFOLD_DATABASE_URL`: a PostgreSQL; without it the embedded database is used. */
  databaseUrl?: string;
  /** `BILLFOLD_DATA_DIR`: where the embedded database lives, default `.billfold`. */
  dataDir: string;
  /** `BILLFOLD_PROVIDER`: who bills. */
  provider: 'sandbox' | 'stripe';
  /**
   * `STRIPE_SECRET_KEY`, `STRIPE_PUBLISHABLE_KEY`, `STRIPE_WEBHOOK_SECRET` (several: separated by commas) and, for a test double,
   * `STRIPE_API_URL`. Read where the provider is Stripe, and needed there; a live key makes the default project a live one.
   */
  stripe?: StripeSettings;
  /** `BILLFOLD_SANDBOX_DATA`: a JSON file with the sandbox's catalogue and customers. */
  sandboxData?: string;
  /** `BILLFOLD_SECRET_KEY` of the default project; without it one is made at the first start. */
  secretKey?: string;
  /** `BILLFOLD_RETURN_ORIGINS`: where customers may be sent back to, separated by commas. */
  returnOrigins: string[];
  /** `BILLFOLD_EMBED_ORIGINS`: whose pages may use embedded sessions, separated by commas. */
  embedOrigins: string[];
  /**
   * `BILLFOLD_ENCRYPTION_KEY`: 32 bytes in base64, by which signing secrets of webhooks are kept. Without it a key is made beside
   * the embedded database, and on PostgreSQL there can be no webhook endpoints. With Stripe, PostgreSQL needs it.
   */
  encryptionKey?: string;
  /** `BILLFOLD_PLAN_CHECK_URL` and `BILLFOLD_PLAN_CHECK_SECRET`: where your app says whether a change of plan is possible. */
  planCheck?: PlanCheckEndpoint;
  /**
   * `BILLFOLD_TRUSTED_PROXIES`: addresses and networks of the proxies in front, separated by commas. Whom they name in
   * `X-Forwarded-For` is who asks. Default: none, and the header says nothing.
   */
  trustedProxies: string[];
  /** `BILLFOLD_RATE_LIMITS`: `on`, or `off` where something in front limits requests, or a load is measured. */
  rateLimits: boolean;
  /** `BILLFOLD_LOG_LEVEL`, default `info`. */
  logLevel: LogLevel;
}

export type LogLevel = (typeof logLevels)[number];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables. A variable that is set to nothing counts as not set.
 *
 * @throws CannotStart for the first variable that can not be used: one sentence that names it. What it was set to is
 * repeated only where it can hold no secret.
 */
export function readSettings(env: Environment): Settings {
  const provider = readProvider(env);
  const stripe = provider === 'stripe' ? readStripeSettings((name) => read(env, name)) : undefined;
  const settings = {
    port: readPort(env, 'PORT') ?? 8787,
    host: read(env, 'BILLFOLD_HOST') ?? '127.0.0.1',
    publicUrl: readUrl(env, 'BILLFOLD_PUBLIC_URL'),
    fieldsPort: readPort(env, 'BILLFOLD_FIELDS_PORT'),
    fieldsUrl: readUrl(env, 'BILLFOLD_FIELDS_URL'),
    databaseUrl: readDatabaseUrl(env),
    dataDir: read(env, 'BILLFOLD_DATA_DIR') ?? '.billfold',
    provider,
    stripe,
    sandboxData: read(env, 'BILLFOLD_SANDBOX_DATA'),
    secretKey: readSecretKey(env, isTestMode({ stripe })),
    returnOrigins: readOrigins(env, 'BILLFOLD_RETURN_ORIGINS'),
    embedOrigins: readOrigins(env, 'BILLFOLD_EMBED_ORIGINS'),
    encryptionKey: readEncryptionKey(env),
    planCheck: readPlanCheck(env),
    trustedProxies: readProxies(env),
    rateLimits: readRateLimits(env),
    logLevel: readLogLevel(env),
  };
  checkStripe(settings);
  return settings;
}

function read(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function readPort(env: Environment, name: string): number | undefined {
  const text = read(env, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new CannotStart(`${name} must be a number from 0 to 65535, and is "${text}".`);
  }
  return Number(text);
}

function readUrl(env: Environment, name: string): string | undefined {
  const text = read(env, name);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isOrigin(url, text)) {
    throw new CannotStart(
      `${name} must be a scheme, a host and perhaps a port, such as https://billing.example.com, and is "${text}".`,
    );
  }
  if (!isSecureEnough(url)) {
    throw new CannotStart(`${name} must begin with https:// anywhere but on localhost, and is "${text}".`);
  }
  return url.origin;
}

function readDatabaseUrl(env: Environment): string | undefined {
  const text = read(env, 'BILLFOLD_DATABASE_URL');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : null;
  // The address may hold a password, so it is not repeated.
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol) || !/^\/.+/.test(url.pathname)) {
    throw new CannotStart(
      'BILLFOLD_DATABASE_URL must look like postgres://user:password@host:5432/database.',
    );
  }
  return text;
}

function readProvider(env: Environment): Settings['provider'] {
  const text = read(env, 'BILLFOLD_PROVIDER') ?? 'sandbox';
  if (text === 'sandbox' || text === 'stripe') return text;
  throw new CannotStart(`BILLFOLD_PROVIDER must be "sandbox" or "stripe", and is "${text}".`);
}

function readSecretKey(env: Environment, testMode: boolean): string | undefined {
  const text = read(env, 'BILLFOLD_SECRET_KEY');
  const prefix = testMode ? 'sk_test' : 'sk_live';
  if (text === undefined || isSecret(prefix, text)) return text;
  throw new CannotStart(
    `BILLFOLD_SECRET_KEY is not a secret key (${prefix}_ and 49 characters, the last six a checksum); ` +
      `\`billfold key${testMode ? '' : ' --live'}\` makes one.`,
  );
}

function readEncryptionKey(env: Environment): string | undefined {
  const text = read(env, 'BILLFOLD_ENCRYPTION_KEY');
  if (text === undefined || isEncryptionKey(text)) return text;
  throw new CannotStart(
    'BILLFOLD_ENCRYPTION_KEY must be 32 random bytes in base64; `openssl rand -base64 32` makes them.',
  );
}

function readOrigins(env: Environment, name: string): string[] {
  return readList(env, name).map((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url !== null && isOrigin(url, text) && isSecureEnough(url)) return url.origin;
    throw new CannotStart(
      `${name} must be origins separated by commas, such as https://app.example.com; "${text}" is none.`,
    );
  });
}

function readList(env: Environment, name: string): string[] {
  const parts = (read(env, name) ?? '').split(',').map((text) => text.trim());
  return parts.filter((text) => text !== '');
}

function readProxies(env: Environment): string[] {
  const proxies = readList(env, 'BILLFOLD_TRUSTED_PROXIES');
  trustedProxies(proxies);
  return proxies;
}

function readRateLimits(env: Environment): boolean {
  const text = read(env, 'BILLFOLD_RATE_LIMITS') ?? 'on';
  if (text === 'on' || text === 'off') return text === 'on';
  throw new CannotStart(`BILLFOLD_RATE_LIMITS must be "on" or "off", and is "${text}".`);
}

function readPlanCheck(env: Environment): PlanCheckEndpoint | undefined {
  const text = read(env, 'BILLFOLD_PLAN_CHECK_URL');
  const secret = read(env, 'BILLFOLD_PLAN_CHECK_SECRET');
  if (text === undefined && secret === undefined) return undefined;
  // Asking nobody would let every change pass, and asking unsigned would tell the app nothing that it could trust.
  if (text === undefined) {
    throw new CannotStart(
      'BILLFOLD_PLAN_CHECK_SECRET is set and BILLFOLD_PLAN_CHECK_URL is not; set both, or neither.',
    );
  }
  if (secret === undefined) {
    throw new CannotStart(
      'BILLFOLD_PLAN_CHECK_URL is set and BILLFOLD_PLAN_CHECK_SECRET is not; set both, or neither.',
    );
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isSecureEnough(url) || url.username !== '' || url.password !== '') {
    // It may hold a password, so it is not repeated.
    throw new CannotStart(
      'BILLFOLD_PLAN_CHECK_URL must be the address of your app, such as https://app.example.com/api/plan-check, ' +
        'with https:// anywhere but on localhost and without a user.',
    );
  }
  if (!isWebhookSecret(secret)) {
    throw new CannotStart(
      'BILLFOLD_PLAN_CHECK_SECRET must be whsec_ and 24 to 64 random bytes in base64; `openssl rand -base64 32` makes the bytes.',
    );
  }
  return { url: url.href, secret };
}

function readLogLevel(env: Environment): LogLevel {
  const text = read(env, 'BILLFOLD_LOG_LEVEL') ?? 'info';
  const level = logLevels.find((it) => it === text);
  if (level) return level;
  throw new CannotStart(`BILLFOLD_LOG_LEVEL must be one of ${logLevels.join(', ')}, and is "${text}".`);
}

/** Nothing but scheme, host and port: no path, no user, no wildcard. */
function isOrigin(url: URL, text: string): boolean {
  const plain = text.replace(/\/$/, '').toLowerCase();
  const port = url.protocol === 'https:' ? ':443' : ':80';
  return [url.origin, url.origin + port].includes(plain) && !url.hostname.includes('*');
}

function isSecureEnough(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url));
}

/** Whether an address leads to the machine that follows it. */
export function isThisMachine({ hostname }: URL): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** A secret as Standard Webhooks has them. */
function isWebhookSecret(text: string): boolean {
  const [, base64] =
    /^whsec_((?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?)$/.exec(text) ?? [];
  const bytes = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return bytes >= 24 && bytes <= 64;
}
