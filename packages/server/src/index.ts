export { createPortal, type Portal, type PortalOptions } from './createPortal.js';
export { setUpProject, type ProjectSetup } from './access/setUpProject.js';
export type { Database } from './database/Database.js';
export { migrate } from './database/migrate.js';
export { openEmbedded } from './database/openEmbedded.js';
export { BillfoldError } from './errors.js';
export type { HostedPage } from './http/hostedPage.js';
export type { Log } from './http/router.js';
export type * from './provider/Provider.js';
