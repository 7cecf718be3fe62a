import { billingHandlers, billingIncludes } from '../billing/index.js';
import type { Handlers, Includes } from '../Handler.js';
import { customerHandlers, customerIncludes } from '../resources/customers.js';
import { eventHandlers } from '../resources/events.js';
import { paymentMethodHandlers } from '../resources/paymentMethods.js';
import { portalConfigurationHandlers } from '../resources/portalConfigurations.js';
import { portalSessionHandlers } from '../resources/portalSessions.js';
import { setupIntentHandlers } from '../resources/setupIntents.js';
import { taxIdHandlers } from '../resources/taxIds.js';
import { webhookEndpointHandlers } from '../resources/webhookEndpoints.js';
import type { Answering } from './answerRequest.js';
import { makeRouter } from './findRoute.js';
import { IdempotencyStore } from './IdempotencyStore.js';

/** Everybody who answers something. */
const handlers: Handlers = {
  ...billingHandlers,
  ...customerHandlers,
  ...taxIdHandlers,
  ...paymentMethodHandlers,
  ...setupIntentHandlers,
  ...portalConfigurationHandlers,
  ...portalSessionHandlers,
  ...eventHandlers,
  ...webhookEndpointHandlers,
};

const includes: Includes = { ...billingIncludes, ...customerIncludes };

/** What a new double answers from. */
export function answeringOf(given: Pick<Answering, 'state' | 'now' | 'schema' | 'keys'>): Answering {
  return {
    ...given,
    includes,
    findRoute: makeRouter(handlers),
    store: new IdempotencyStore(),
    mutations: [],
    defects: [],
  };
}
