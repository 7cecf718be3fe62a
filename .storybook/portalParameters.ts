import type { Capability, SandboxControls, Scenario } from '@billfold/contract';

/**
 * What goes wrong between a story and the portal. `expired` and `forbidden` are the server's own refusals, made by
 * revoking the session and by minting one without capabilities; the others happen to the request on its way.
 */
export type Fault = 'pending' | 'error' | 'unavailable' | 'offline' | 'expired' | 'forbidden';

/** How the app's own billing route (`POST /api/billing/portal`) answers. Default: as it does in an app, by the SDK. */
export type AppRoute = 'ok' | 'pending' | 'offline' | 'unauthorized' | 'not_found' | 'unavailable';

/** `parameters.portal` of a story: which customer it shows, and what happens to their requests. */
export interface PortalParameters {
  scenario: Scenario;
  /** Whether the story has the customer for itself, because it changes something. */
  isOwn?: boolean;
  /** How the customer's next charge ends. Give it with `isOwn` only. */
  nextCharge?: SandboxControls['nextCharge'];
  /** What the session may do. Default: everything. */
  capabilities?: Capability[];
  fault?: Fault;
  /** Milliseconds that every answer takes, over what the toolbar says. */
  latency?: number;
  appRoute?: AppRoute;
}
