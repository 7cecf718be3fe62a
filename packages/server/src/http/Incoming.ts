import type { RateLimits } from '../access/rateLimits.js';
import type { SecretBox } from '../access/secretBox.js';
import type { FetchLogo } from '../branding/FetchLogo.js';
import type { Database } from '../database/Database.js';
import type { Site } from '../access/Site.js';
import type { IntentParts } from '../intents/driveIntent.js';
import type { DoTask } from '../intents/Task.js';
import type { LastKnown } from '../last-known/LastKnown.js';
import type { Provider } from '../provider/Provider.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';

/** What requests are answered with. */
export interface PortalParts {
  database: Database;
  provider: Provider;
  clock: () => Date;
  /** Asks the merchant's app whether a customer's use of it allows a change; absent: it has no say. */
  checkPlanChange?: CheckPlanChange | undefined;
  /** Gets logos; absent: addresses of logos are refused. */
  fetchLogo?: FetchLogo | undefined;
  /** Keeps signing secrets; absent: there can be no webhook endpoints. */
  secretBox?: SecretBox | undefined;
  /** Absent: nothing is limited. */
  rateLimits?: RateLimits | undefined;
  doTask: DoTask;
  /** How long all calls of a remote provider for one request may take together, in milliseconds. */
  askMs: number;
  /** How long one is waited for by a read that something is known for already. */
  patienceMs: number;
  /** What a remote provider has answered last; absent: the provider is here. */
  lastKnown?: LastKnown | undefined;
  /** How changes are made at a provider elsewhere; absent: the provider's are part of our transactions. */
  intents?: IntentParts | undefined;
}

/** A request with what the router knows of it. */
export interface Incoming {
  request: Request;
  path: Record<string, string>;
  /** The client's address, an IPv6 one as its network; null where the server does not know. For limits, and never kept. */
  ip: string | null;
  /** What may be kept of it. */
  readonly ipHash: string | null;
  requestId: string;
  /** Where it has reached the portal. */
  site: Site;
  /** To be told whose request it is, as soon as that is known: then errors can say so too. */
  identifyCustomer(customer: string): void;
}

/** An operation of any name. Which input it takes is checked where the tables of operations are written. */
export type Run = (context: never) => Promise<unknown>;
