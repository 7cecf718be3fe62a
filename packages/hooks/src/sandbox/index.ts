export { bankOf, type BankAnswer } from './bankOf.js';
export { laterBy, type TimeSpan } from './laterBy.js';
export { setupOf, type SandboxEntry } from './setupOf.js';
export { sandboxControlsQuery } from './sandboxControlsQuery.js';
export { useSandboxControls, type SandboxChange } from './useSandboxControls.js';
