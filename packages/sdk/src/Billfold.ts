import { auditLog, type AuditLog } from './auditLog.js';
import { branding, type BrandingResource } from './branding.js';
import { customers, type Customers } from './customers.js';
import { events, type Events } from './events.js';
import { portalConfigurations, type PortalConfigurations } from './portalConfigurations.js';
import { portalSessions, type PortalSessions } from './portalSessions.js';
import { sandbox, type Sandbox } from './sandbox.js';
import { createTransport } from './transport.js';
import { webhookEndpoints, type WebhookEndpoints } from './webhookEndpoints.js';
import { webhooks, type Webhooks } from './webhooks.js';

export interface BillfoldOptions {
  /** `sk_test_…` or `sk_live_…`, from your backend's secrets. */
  secretKey: string;
  /** Address of the portal server, such as `https://billing.example.com`. */
  baseUrl: string;
  /** Sends the requests. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Longest time a call may take, its retry included. Default: 15,000. */
  timeoutMs?: number;
}

/**
 * The portal as your backend sees it. Make one per process and share it; it holds no connection and no state.
 *
 * Every call takes at most `timeoutMs`, is sent a second time when the first found nobody or met a passing
 * fault (the portal does it once nevertheless), and rejects with `BillfoldError`.
 *
 * @throws TypeError on construction, when the settings can not work; the message says how to mend them
 */
export class Billfold {
  /** Links and tokens that let one customer into the portal. */
  readonly portalSessions: PortalSessions;
  /** Who is billed, and what is billed to them. */
  readonly customers: Customers;
  /** What portals let customers do. */
  readonly portalConfigurations: PortalConfigurations;
  /** How portals and documents look. */
  readonly branding: BrandingResource;
  /** Where events are sent. */
  readonly webhookEndpoints: WebhookEndpoints;
  /** What has happened. */
  readonly events: Events;
  /** Makes sure that what arrives at an endpoint of yours is the portal's. */
  readonly webhooks: Webhooks = webhooks;
  /** Who did what. */
  readonly auditLog: AuditLog;
  /** Clock, catalogue, subscriptions and scenarios of the sandbox provider. */
  readonly sandbox: Sandbox;

  constructor(options: BillfoldOptions) {
    refuseBrowser();
    const call = createTransport({
      secretKey: checkedSecretKey(options?.secretKey),
      baseUrl: checkedBaseUrl(options.baseUrl),
      fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
      timeoutMs: checkedTimeout(options.timeoutMs ?? 15_000),
    });
    this.portalSessions = portalSessions(call);
    this.customers = customers(call);
    this.portalConfigurations = portalConfigurations(call);
    this.branding = branding(call);
    this.webhookEndpoints = webhookEndpoints(call);
    this.events = events(call);
    this.auditLog = auditLog(call);
    this.sandbox = sandbox(call);
  }
}

// None of these sentences repeats what it was given: it may be a key, pasted into the wrong place.

function refuseBrowser(): void {
  if (!('document' in globalThis)) return;
  throw new TypeError(
    'Billfold was created in a browser. Its secret key opens the billing of every customer, and whoever opens this page ' +
      'can read it. Create it in your backend, give browsers a portal session instead (see billingRoute), and revoke the key now.',
  );
}

function checkedSecretKey(secretKey: unknown): string {
  const how =
    'Take the key that starts with sk_test_ or sk_live_ from your secrets, for example process.env.BILLFOLD_SECRET_KEY.';
  if (typeof secretKey !== 'string' || secretKey === '') {
    throw new TypeError(
      `Billfold needs a secretKey, and there is none. Is the environment variable set? ${how}`,
    );
  }
  if (/^(pt_|lc_|bps_)/.test(secretKey)) {
    throw new TypeError(
      `The secretKey given to Billfold belongs to one customer's portal session and can not create others. ${how}`,
    );
  }
  if (!/^sk_(test|live)_[\x21-\x7e]+$/.test(secretKey)) {
    throw new TypeError(
      `The secretKey given to Billfold is not a secret key, or has spaces or a line break in it. ${how}`,
    );
  }
  return secretKey;
}

function checkedBaseUrl(baseUrl: unknown): string {
  const how =
    "Give the portal server's address, such as https://billing.example.com or http://localhost:8787.";
  if (typeof baseUrl !== 'string' || baseUrl === '') {
    throw new TypeError(`Billfold needs a baseUrl, and there is none. ${how}`);
  }
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:\/\//i.test(baseUrl)) {
    throw new TypeError(`The baseUrl given to Billfold is not an http or https address. ${how}`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError(
      `The baseUrl given to Billfold has a user, a query or a fragment, which would be sent with every call. ${how}`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function checkedTimeout(timeoutMs: number): number {
  if (Number.isFinite(timeoutMs) && timeoutMs > 0) return Math.ceil(timeoutMs);
  throw new TypeError(
    'The timeoutMs given to Billfold is not a positive number of milliseconds. Leave it out for 15,000.',
  );
}
