import { customerOperations, operations, type OperationName } from '@billfold/contract';
import type { RateLimits } from './access/rateLimits.js';
import { makeId } from './access/secrets.js';
import { createSecretBox, type SecretBox } from './access/secretBox.js';
import { listActivity } from './activity/listActivity.js';
import { addTaxId } from './billing-details/addTaxId.js';
import { getBillingDetails } from './billing-details/getBillingDetails.js';
import { removeTaxId } from './billing-details/removeTaxId.js';
import { updateBillingDetails } from './billing-details/updateBillingDetails.js';
import type { FetchLogo } from './branding/FetchLogo.js';
import type { Database } from './database/Database.js';
import { BillfoldError } from './errors.js';
import { handleMerchant, handleMerchantForCustomer, handlePortal } from './http/handle.js';
import { handleExchange } from './http/handleExchange.js';
import { fromProvider, fromProviderForCustomer } from './http/fromProvider.js';
import { doTasks, type Runs } from './http/doTasks.js';
import type { PortalParts } from './http/Incoming.js';
import type { HostedPage } from './http/hostedPage.js';
import { router, type Connection, type Log, type Route } from './http/router.js';
import { ASK_MS } from './intents/driveIntent.js';
import { recoverIntents } from './intents/recoverIntents.js';
import { LastKnown } from './last-known/LastKnown.js';
import { exportInvoiceDocuments } from './invoices/exportInvoiceDocuments.js';
import { exportInvoices } from './invoices/exportInvoices.js';
import { getInvoice } from './invoices/getInvoice.js';
import { getInvoicePdf } from './invoices/getInvoicePdf.js';
import { getInvoiceReceipt } from './invoices/getInvoiceReceipt.js';
import { getUpcomingInvoice } from './invoices/getUpcomingInvoice.js';
import { listInvoices } from './invoices/listInvoices.js';
import { payInvoice } from './invoices/payInvoice.js';
import { getBranding } from './merchant/branding/getBranding.js';
import { updateBranding } from './merchant/branding/updateBranding.js';
import { getPortalConfiguration } from './merchant/configurations/getPortalConfiguration.js';
import { listPortalConfigurations } from './merchant/configurations/listPortalConfigurations.js';
import { updatePortalConfiguration } from './merchant/configurations/updatePortalConfiguration.js';
import { listAuditLog } from './merchant/audit-log/listAuditLog.js';
import { createCustomer } from './merchant/customers/createCustomer.js';
import { getCustomer } from './merchant/customers/getCustomer.js';
import { listCustomers } from './merchant/customers/listCustomers.js';
import { updateCustomer } from './merchant/customers/updateCustomer.js';
import { getEvent } from './merchant/events/getEvent.js';
import { listEvents } from './merchant/events/listEvents.js';
import { redeliverEvent } from './merchant/events/redeliverEvent.js';
import { confirmStepUp } from './merchant/sessions/confirmStepUp.js';
import { createPortalSession } from './merchant/sessions/createPortalSession.js';
import { getPortalSession } from './merchant/sessions/getPortalSession.js';
import { listPortalSessions } from './merchant/sessions/listPortalSessions.js';
import { revokePortalSession } from './merchant/sessions/revokePortalSession.js';
import { revokePortalSessions } from './merchant/sessions/revokePortalSessions.js';
import { createWebhookEndpoint } from './merchant/webhook-endpoints/createWebhookEndpoint.js';
import { listWebhookEndpoints } from './merchant/webhook-endpoints/listWebhookEndpoints.js';
import { getWebhookEndpoint } from './merchant/webhook-endpoints/getWebhookEndpoint.js';
import { updateWebhookEndpoint } from './merchant/webhook-endpoints/updateWebhookEndpoint.js';
import { deleteWebhookEndpoint } from './merchant/webhook-endpoints/deleteWebhookEndpoint.js';
import { rotateWebhookSecret } from './merchant/webhook-endpoints/rotateWebhookSecret.js';
import { testWebhookEndpoint } from './merchant/webhook-endpoints/testWebhookEndpoint.js';
import { listWebhookAttempts } from './merchant/webhook-endpoints/listWebhookAttempts.js';
import type { MerchantOperation, PortalOperation, SessionOperation } from './operation.js';
import { addPaymentMethod } from './payment-methods/addPaymentMethod.js';
import { createSetupIntent } from './payment-methods/createSetupIntent.js';
import { receiveNotice } from './notices/receiveNotice.js';
import { settleNotices } from './notices/settleNotices.js';
import { sendsNotices } from './notices/toldRows.js';
import { listPaymentMethods } from './payment-methods/listPaymentMethods.js';
import { removePaymentMethod } from './payment-methods/removePaymentMethod.js';
import { setDefaultPaymentMethod } from './payment-methods/setDefaultPaymentMethod.js';
import { listPlans } from './plans/listPlans.js';
import type { Provider } from './provider/Provider.js';
import { endSession } from './sessions/endSession.js';
import { getSession } from './sessions/getSession.js';
import type { CheckPlanChange } from './rules/checkPlanChange.js';
import { acceptRetentionOffer } from './subscriptions/acceptRetentionOffer.js';
import { cancelSubscription } from './subscriptions/cancelSubscription.js';
import { changeSubscription } from './subscriptions/changeSubscription.js';
import { deletePendingChange } from './subscriptions/deletePendingChange.js';
import { getSubscription } from './subscriptions/getSubscription.js';
import { listSubscriptions } from './subscriptions/listSubscriptions.js';
import { pauseSubscription } from './subscriptions/pauseSubscription.js';
import { previewCancellation } from './subscriptions/previewCancellation.js';
import { previewSubscriptionChange } from './subscriptions/previewSubscriptionChange.js';
import { resumeSubscription } from './subscriptions/resumeSubscription.js';
import { updateSubscription } from './subscriptions/updateSubscription.js';

/** What a portal is made of. */
export interface PortalOptions {
  /** Open and migrated. */
  database: Database;
  provider: Provider;
  /** Where browsers reach this portal, without a slash at the end: `https://billing.example.com`. */
  publicUrl: string;
  /** The build of the hosted page; without it, links have nowhere to lead. */
  hostedPage?: HostedPage | undefined;
  /**
   * Asks the app whether a change of plan is possible, because of what the customer uses. It is asked for every preview
   * and again before the change; while it can not be asked, nothing is changed.
   */
  checkPlanChange?: CheckPlanChange | undefined;
  /** Gets the logos that are given by their addresses. Default: addresses are refused, and only images themselves are taken. */
  fetchLogo?: FetchLogo | undefined;
  /**
   * 32 bytes in base64, by which signing secrets of webhooks are kept, and what is under way at a provider elsewhere; the same
   * for all servers. Such a provider needs it. Default: none, and there can be no webhook endpoints.
   */
  encryptionKey?: string | undefined;
  /** Counts requests, and says which are too many. Default: nothing is limited. */
  rateLimits?: RateLimits | undefined;
  /** What addresses of clients are hashed with; the same for all servers. Default: one of this portal's own. */
  ipKey?: string | undefined;
  /** Default: nothing is logged, not even the causes of 500s. */
  log?: Log;
  /** Told in the OpenAPI document. */
  version?: string;
  /** The server's time; sessions expire by it. */
  clock?: () => Date;
  /**
   * How long a provider elsewhere may take for all that one request asks of it, in milliseconds; a person is waiting. At most
   * 20,000: intents are leased for longer. Default: 15,000.
   */
  providerTimeoutMs?: number;
  /**
   * How long a read waits for a provider elsewhere where something is known already, in milliseconds; then that is shown, and
   * said to be of when it is. Default: 4,000.
   */
  providerPatienceMs?: number;
}

/** A portal: a function from request to response, in any runtime that knows these two. */
export interface Portal {
  /** @param connection who asks; without it, limits by address do not apply. */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /**
   * Brings to an end what was begun at a provider elsewhere and whose outcome nobody has learned, after a crash or a lost
   * answer. To be called every few seconds by every server; without such a provider it does nothing.
   *
   * @param signal to begin with no other one.
   * @returns how many changes it has driven.
   */
  recoverIntents(signal?: AbortSignal): Promise<number>;
  /**
   * Looks into what a provider elsewhere has sent word of, and tells the merchant of what has changed there. To be called after
   * each `POST /webhooks/{provider}` and every few seconds by every server; without such a provider it does nothing.
   *
   * @param signal to begin with no other customer.
   * @returns how many customers it has looked into.
   */
  settleNotices(signal?: AbortSignal): Promise<number>;
}

/** Operations of a session itself, by the names that the contract gives them. */
const sessionOperations = { getSession, endSession } satisfies {
  [Name in OperationName]?: SessionOperation<Name>;
};

/** Operations about a customer's billing: the customer's in the portal, and the merchant's for any customer. */
const portalOperations = {
  listPlans,
  listSubscriptions,
  getSubscription,
  previewSubscriptionChange,
  changeSubscription,
  deletePendingChange,
  previewCancellation,
  updateSubscription,
  cancelSubscription,
  acceptRetentionOffer,
  pauseSubscription,
  resumeSubscription,
  listInvoices,
  exportInvoices,
  exportInvoiceDocuments,
  getUpcomingInvoice,
  payInvoice,
  getInvoice,
  getInvoicePdf,
  getInvoiceReceipt,
  listPaymentMethods,
  createSetupIntent,
  addPaymentMethod,
  setDefaultPaymentMethod,
  removePaymentMethod,
  getBillingDetails,
  updateBillingDetails,
  addTaxId,
  removeTaxId,
  listActivity,
} satisfies { [Name in OperationName]?: PortalOperation<Name> };

/** Operations of merchants. */
const merchantOperations = {
  listPortalConfigurations,
  getPortalConfiguration,
  updatePortalConfiguration,
  getBranding,
  updateBranding,
  createPortalSession,
  getPortalSession,
  listPortalSessions,
  revokePortalSession,
  revokePortalSessions,
  confirmStepUp,
  listAuditLog,
  createWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  listWebhookAttempts,
  listEvents,
  getEvent,
  redeliverEvent,
  createCustomer,
  getCustomer,
  updateCustomer,
  listCustomers,
} satisfies { [Name in OperationName]?: MerchantOperation<Name> };

/** Puts the parts together: operations by their names, the provider, the database, HTTP. */
export function createPortal(options: PortalOptions): Portal {
  const {
    database,
    provider,
    publicUrl,
    hostedPage,
    checkPlanChange,
    fetchLogo,
    encryptionKey,
    rateLimits,
    ipKey = makeId('ik'),
    log = silent,
    version = '0.0.0',
    clock = () => new Date(),
    providerTimeoutMs: askMs = ASK_MS,
    providerPatienceMs: patienceMs = 4_000,
  } = options;
  const secretBox = encryptionKey === undefined ? undefined : createSecretBox(encryptionKey);
  const runs = runsOf(provider);
  const doTask = doTasks(runs, { fetchLogo, secretBox });
  const asked = { provider, checkPlanChange };
  const intents = provider.remote && {
    ...asked,
    database,
    doTask,
    clock,
    askMs,
    log,
    secretBox: boxFor(provider, secretBox),
  };
  const parts: PortalParts = {
    ...asked,
    database,
    clock,
    fetchLogo,
    rateLimits,
    secretBox,
    doTask,
    askMs,
    patienceMs,
    lastKnown: intents && new LastKnown(intents),
    intents,
  };
  checkPublicUrl(publicUrl);
  const routes = [...routesOf(parts, runs), ...routesForNotices({ ...parts, log })];
  const app = router({ ...parts, publicUrl, routes, hostedPage, log, version, ipKey });
  return {
    fetch: async (request, connection) => app.fetch(request, { ...connection }),
    recoverIntents: async (signal) => (intents ? recoverIntents(intents, signal) : 0),
    settleNotices: async (signal) => (intents ? settleNotices(intents, signal) : 0),
  };
}

/** What is kept of changes at a provider elsewhere holds names, addresses and secrets of payments. */
function boxFor({ name }: Provider, secretBox: SecretBox | undefined): SecretBox {
  if (secretBox) return secretBox;
  throw new Error(
    `createPortal: the provider ${name} needs an encryptionKey, by which requests to it are kept until their outcome is known.`,
  );
}

/** All operations by what their callers are given, with those that the provider brings along. */
function runsOf({ operations: provided = {}, portalOperations: providedToCustomers = {} }: Provider) {
  const described = (name: string) => operations[name as OperationName];
  const wrapped = (runs: Runs, wrap: typeof fromProvider | typeof fromProviderForCustomer): Runs =>
    Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, wrap(described(name), run)]));
  return {
    billing: {
      ...wrapped(providedToCustomers as Runs, fromProviderForCustomer),
      ...(sessionOperations as Runs),
      ...(portalOperations as Runs),
    },
    merchant: { ...wrapped(provided as Runs, fromProvider), ...(merchantOperations as Runs) },
  };
}

/** A route for every operation of the contract. One that nobody implements is 404, like a path that does not exist. */
function routesOf(parts: PortalParts, runs: { billing: Runs; merchant: Runs }): Route[] {
  const ofCustomers = Object.entries(customerOperations).map(([name, operation]): Route => {
    const { method, path } = operation;
    const handle: Route['handle'] = (incoming) => {
      if (!runs.billing[name]) throw new BillfoldError('not_found');
      return handleMerchantForCustomer(parts, operation, operations[name as OperationName], incoming);
    };
    return { name: operation.name, method, path, handle };
  });
  const ofTheContract = Object.values(operations).map((operation): Route => {
    const { name, method, path } = operation;
    const handle: Route['handle'] = (incoming) => {
      if (name === 'exchangeSession') return handleExchange(parts, operation, incoming);
      if (runs.billing[name]) return handlePortal(parts, operation, incoming);
      if (runs.merchant[name]) return handleMerchant(parts, operation, incoming);
      throw new BillfoldError('not_found');
    };
    return { name, method, path, handle };
  });
  return [...ofTheContract, ...ofCustomers];
}

/** Where a provider elsewhere sends word to. It is no operation: nobody else is to call it. */
function routesForNotices(parts: Parameters<typeof receiveNotice>[0]): Route[] {
  const { provider } = parts;
  if (!sendsNotices(provider)) return [];
  const handle: Route['handle'] = (incoming) => receiveNotice(parts, incoming);
  return [{ name: 'receiveNotice', method: 'POST', path: `/webhooks/${provider.name}`, handle }];
}

/** A wrong address would be in every link, and plain http would take the protection of the cookie away. */
function checkPublicUrl(publicUrl: string): void {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (!url || url.origin !== publicUrl || !url.protocol.startsWith('http')) {
    throw new Error(
      `createPortal: publicUrl is "${publicUrl}", but links and cookies are made from it. ` +
        `Pass an origin, without a path or a slash at its end: https://billing.example.com`,
    );
  }
}

const silent: Log = { info() {}, warn() {}, error() {} };
