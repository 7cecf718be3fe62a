import type * as v from 'valibot';
import type { Operation, OperationSchema } from './operation.js';
import * as activity from './activity.js';
import * as auditLog from './audit-log.js';
import * as branding from './branding.js';
import * as configurations from './configurations.js';
import * as events from './events.js';
import * as webhookEndpoints from './webhook-endpoints.js';
import * as billingDetails from './billing-details.js';
import * as cancellations from './cancellations.js';
import * as customers from './customers.js';
import * as invoices from './invoices.js';
import * as activityOperations from './operations/activity.js';
import * as auditLogOperations from './operations/audit-log.js';
import * as brandingOperations from './operations/branding.js';
import * as configurationOperations from './operations/configurations.js';
import * as eventOperations from './operations/events.js';
import * as webhookEndpointOperations from './operations/webhook-endpoints.js';
import * as billingDetailsOperations from './operations/billing-details.js';
import * as customerOperations from './operations/customers.js';
import * as invoiceOperations from './operations/invoices.js';
import * as paymentMethodOperations from './operations/payment-methods.js';
import * as planOperations from './operations/plans.js';
import * as sandboxOperations from './operations/sandbox.js';
import * as sessionOperations from './operations/sessions.js';
import * as subscriptionOperations from './operations/subscriptions.js';
import * as paymentMethods from './payment-methods.js';
import * as plans from './plans.js';
import * as quotes from './quotes.js';
import * as sandbox from './sandbox.js';
import * as sandboxControls from './sandboxControls.js';
import * as sessions from './sessions.js';
import * as subscriptions from './subscriptions.js';

const found = {
  ...sessionOperations,
  ...planOperations,
  ...subscriptionOperations,
  ...invoiceOperations,
  ...paymentMethodOperations,
  ...billingDetailsOperations,
  ...customerOperations,
  ...activityOperations,
  ...auditLogOperations,
  ...brandingOperations,
  ...configurationOperations,
  ...eventOperations,
  ...webhookEndpointOperations,
  ...sandboxOperations,
};
const schemas = {
  ...sessions,
  ...plans,
  ...subscriptions,
  ...quotes,
  ...cancellations,
  ...invoices,
  ...paymentMethods,
  ...billingDetails,
  ...customers,
  ...activity,
  ...auditLog,
  ...branding,
  ...configurations,
  ...events,
  ...webhookEndpoints,
  ...sandbox,
  ...sandboxControls,
};

/** An operation together with the schemas that stand beside it. */
export type DescribedOperation = Operation<never, unknown> & { schema: OperationSchema };

type Found = typeof found;
type Schemas = typeof schemas;
/** The names of all operations. Each has its schemas in its noun's file, under the same name with `Schema` behind it. */
export type OperationName = keyof Found;

/**
 * Every operation of the API with its schemas, by name. The server makes its routes from this, tests make
 * their matrices, and the OpenAPI document is derived from it. Browsers import single operations instead.
 */
export const operations = /* @__PURE__ */ describeAll();

function describeAll(): Record<OperationName, DescribedOperation> {
  const described: Record<string, DescribedOperation> = {};
  for (const [name, operation] of Object.entries(found) as [OperationName, Operation<never, unknown>][]) {
    described[name] = { ...operation, schema: schemas[`${name}Schema`] };
  }
  return described as Record<OperationName, DescribedOperation>;
}

/** Input that an operation's handler receives: parsed, with defaults filled in. */
export type ParsedInput<Name extends OperationName> = v.InferOutput<Schemas[`${Name}Schema`]['input']>;

/** What an operation's handler returns: the document for PDFs, else what the output schema accepts. */
export type ResultOf<Name extends OperationName> =
  Found[Name] extends Operation<infer _, infer Output> ? Output : never;
