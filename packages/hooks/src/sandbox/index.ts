export { confirmPaymentAsBank, type BankAnswer } from './confirmPaymentAsBank.js';
export { laterBy, type TimeSpan } from './laterBy.js';
export { sandboxControlsQuery } from './sandboxControlsQuery.js';
export { useSandboxControls, type SandboxChange } from './useSandboxControls.js';
