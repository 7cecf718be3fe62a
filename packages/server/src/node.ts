/**
 * The portal server for Node: started whole by `startServer`, or in parts for a server of your own.
 *
 * @packageDocumentation
 */
export { rateLimitPolicies, type RateLimitPolicies, type RateLimitPolicy } from './access/rateLimits.js';
export { makeSecret, type SecretPrefix } from './access/secrets.js';
export { CannotStart } from './CannotStart.js';
export { migrate } from './database/migrate.js';
export { callPlanCheck, type PlanCheckEndpoint } from './node/callPlanCheck.js';
export { clientsBehind } from './node/clientAddress.js';
export { fetchLogo } from './node/fetchLogo.js';
export { createLog } from './node/log.js';
export { openDatabase, type DatabaseLocation, type OpenDatabase } from './node/openDatabase.js';
export { createRateLimits, type RateLimitsOptions } from './node/rateLimits.js';
export { readHostedPage } from './node/readHostedPage.js';
export { readSettings, type LogLevel, type Settings } from './node/readSettings.js';
export { startServer, type RunningServer, type StartOptions } from './node/startServer.js';
export { renderDocument } from './providers/sandbox/pdf/renderDocument.js';
