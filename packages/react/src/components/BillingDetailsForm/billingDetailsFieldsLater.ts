import { later } from '../../primitives/later.js';

// Most visits only read, and their pages do not load what details are changed with.
export const billingDetailsFields = later(
  async () => (await import('./BillingDetailsFields.js')).BillingDetailsFields,
);
