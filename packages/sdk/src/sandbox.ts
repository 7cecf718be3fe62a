import {
  advanceSandboxClock,
  createSandboxScenario,
  createSandboxSubscription,
  getSandboxCatalog,
  getSandboxClock,
  updateSandboxCatalog,
  type Customer,
  type InputOf,
  type OutputOf,
  type SandboxCatalog,
  type SandboxCatalogInput,
  type Subscription,
} from '@billfold/contract';
import type { Call, CallOptions } from './transport.js';

type Clock = OutputOf<typeof getSandboxClock>;

/**
 * `billfold.sandbox`: what only the sandbox can do. With any other provider behind the portal each of these
 * fails with `not_found`.
 */
export interface Sandbox {
  readonly clock: {
    get(options?: CallOptions): Promise<Clock>;
    /** Moves time forward and lets everything happen that falls due on the way, in order. Never back. */
    advance(input: InputOf<typeof advanceSandboxClock>, options?: CallOptions): Promise<Clock>;
  };
  readonly catalog: {
    get(options?: CallOptions): Promise<SandboxCatalog>;
    /** Replaces what is on offer. Left out products and prices are archived and stay with those who have them. */
    update(catalog: SandboxCatalogInput, options?: CallOptions): Promise<SandboxCatalog>;
  };
  readonly subscriptions: {
    /** Starts a subscription, also in the past: everything since then is billed at once. */
    create(input: InputOf<typeof createSandboxSubscription>, options?: CallOptions): Promise<Subscription>;
  };
  readonly scenarios: {
    /** Makes a customer in a named state, with all the history that leads to it. */
    create(input: InputOf<typeof createSandboxScenario>, options?: CallOptions): Promise<Customer>;
  };
}

export function sandbox(call: Call): Sandbox {
  return {
    clock: {
      get: (options) => call(getSandboxClock, {}, options),
      advance: (input, options) => call(advanceSandboxClock, input, options),
    },
    catalog: {
      get: (options) => call(getSandboxCatalog, {}, options),
      update: (catalog, options) => call(updateSandboxCatalog, catalog, options),
    },
    subscriptions: { create: (input, options) => call(createSandboxSubscription, input, options) },
    scenarios: { create: (input, options) => call(createSandboxScenario, input, options) },
  };
}
