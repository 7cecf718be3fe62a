import { sandboxAuthenticate } from '../../sandbox/sandboxAuthenticate.js';
import type { PaymentFields } from '../PaymentFields.js';
import { SandboxFields } from './SandboxFields.js';

/**
 * The fields of the sandbox, for `paymentFields` of a `BillfoldRoot`: a page on an origin of its own that takes the
 * published test numbers and no other. Its stand-in for the bank comes along.
 */
export const sandboxFields: PaymentFields = {
  provider: 'sandbox',
  Fields: SandboxFields,
  authenticate: sandboxAuthenticate,
};
