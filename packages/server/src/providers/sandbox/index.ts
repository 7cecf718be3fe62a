export { createSandbox, type Sandbox, type SandboxOptions } from './createSandbox.js';
export { defaultCatalog } from './data/defaultCatalog.js';
export { InvalidSandboxData, parseSandboxData, type SandboxData } from './data/SandboxData.js';
export type { CreateCustomer } from './data/seed.js';
export type { InvoiceDocument, RenderDocument } from './documents.js';
export type { BillingTerms } from './engine/terms.js';
