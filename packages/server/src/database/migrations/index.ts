import { portal } from './0001_portal.js';
import { sandbox } from './0002_sandbox.js';
import { quotes } from './0003_quotes.js';
import { sandboxChanges } from './0004_sandbox_changes.js';
import { billingDetails } from './0005_billing_details.js';
import { sandboxPaymentMethods } from './0006_sandbox_payment_methods.js';
import { rateLimits } from './0007_rate_limits.js';
import { portalControl } from './0008_portal_control.js';
import { webhooks } from './0009_webhooks.js';
import { auditLog } from './0010_audit_log.js';
import { sandboxManaged } from './0011_sandbox_managed.js';
import { sandboxTrials } from './0012_sandbox_trials.js';
import { intents } from './0013_intents.js';
import { lastKnown } from './0014_last_known.js';
import { providerNotices } from './0015_provider_notices.js';
import { stripeVersions } from './0016_stripe_versions.js';
import { intentsFinished } from './0017_intents_finished.js';

/** One step of the schema. Once released it never changes: its checksum is compared with what was applied. */
export interface Migration {
  name: string;
  sql: string;
}

/** All steps, in order. */
export const migrations: readonly Migration[] = [
  portal,
  sandbox,
  quotes,
  sandboxChanges,
  billingDetails,
  sandboxPaymentMethods,
  rateLimits,
  portalControl,
  webhooks,
  auditLog,
  sandboxManaged,
  sandboxTrials,
  intents,
  lastKnown,
  providerNotices,
  stripeVersions,
  intentsFinished,
];
