import type { DescribedOperation, OperationName, SandboxCatalogInput } from '@billfold/contract';

/** What inputs name: ids of things that exist, or that look as if they did. */
export interface Named {
  customer: string;
  session: string;
  code: string;
  invoice: string;
  taxId: string;
  subscription: string;
  price: string;
  quote: string;
  /** Of a payment that the bank asks about. */
  clientSecret: string;
  /** Of a setup intent. */
  setupSecret: string;
  paymentMethod: string;
  setupIntent: string;
  configuration: string;
  key: string;
  endpoint: string;
  event: string;
  /** The sandbox's time. */
  now: string;
  catalog: SandboxCatalogInput;
}

/** Ids of the right form that nothing has. */
export const nobodys: Named = {
  customer: 'cus_doesNotExist',
  session: 'bps_doesNotExist',
  code: 'lc_doesNotExist',
  invoice: 'in_doesNotExist',
  taxId: 'txi_doesNotExist',
  subscription: 'sub_doesNotExist',
  price: 'price_doesNotExist',
  quote: 'qt_doesNotExist',
  clientSecret: 'doesNotExist',
  setupSecret: 'doesNotExistEither',
  paymentMethod: 'pm_doesNotExist',
  setupIntent: 'seti_doesNotExist',
  configuration: 'default',
  key: 'key_doesNotExist',
  endpoint: 'we_doesNotExist',
  event: 'evt_doesNotExist',
  now: '2026-11-20T09:00:00.000Z',
  catalog: { products: [] },
};

/**
 * For every operation an input that is right. There is no operation without one, so that tests which are made from the
 * table of operations get past the first check of each.
 */
export function rightInputs(named: Named): Record<OperationName, object> {
  const { customer, session, code, invoice, taxId, subscription, price, quote, now, catalog } = named;
  const { clientSecret, setupSecret, paymentMethod, setupIntent } = named;
  const { configuration, key, endpoint, event } = named;
  return {
    exchangeSession: { code },
    getSession: {},
    endSession: {},
    listPlans: { subscription },
    listSubscriptions: {},
    getSubscription: { subscription },
    previewSubscriptionChange: { subscription, price, quantity: 2 },
    changeSubscription: { subscription, quote },
    deletePendingChange: { subscription },
    previewCancellation: { subscription },
    updateSubscription: { subscription, cancelAtPeriodEnd: true, feedback: 'unused' },
    cancelSubscription: { subscription, comment: 'Not needed any more.' },
    acceptRetentionOffer: { subscription, feedback: 'too_expensive' },
    pauseSubscription: { subscription },
    resumeSubscription: { subscription },
    listInvoices: { limit: 5, status: 'paid', year: 2026 },
    getUpcomingInvoice: { subscription },
    getInvoice: { invoice },
    getInvoicePdf: { invoice },
    getInvoiceReceipt: { invoice },
    payInvoice: { invoice, paymentMethod },
    exportInvoices: { year: 2026 },
    exportInvoiceDocuments: { year: 2026 },
    listActivity: { limit: 5 },
    getBillingDetails: {},
    updateBillingDetails: {
      name: 'Example',
      address: { country: 'DE', line1: 'Beispielstraße 1', city: 'Berlin', postalCode: '10115' },
    },
    addTaxId: { type: 'eu_vat', value: 'DE 123 456 788' },
    removeTaxId: { taxId },
    createPortalSession: { customer, returnUrl: 'https://app.test/', ttlSeconds: 60, locale: 'de' },
    getPortalSession: { session },
    listPortalSessions: { customer, status: 'open', limit: 5 },
    confirmStepUp: { session, validSeconds: 60 },
    revokePortalSession: { session },
    revokePortalSessions: { key },
    listPortalConfigurations: { limit: 5 },
    getPortalConfiguration: { configuration },
    updatePortalConfiguration: { configuration, features: { subscriptionPause: { enabled: true } } },
    getBranding: {},
    updateBranding: { displayName: 'Example App', accent: '#215aa2' },
    listEvents: { type: 'customer.updated', customer, limit: 5 },
    getEvent: { event },
    redeliverEvent: { event },
    createWebhookEndpoint: { url: 'https://hooks.example.com/billing', eventTypes: ['invoice.paid'] },
    listWebhookEndpoints: { limit: 5 },
    getWebhookEndpoint: { endpoint },
    updateWebhookEndpoint: { endpoint, description: 'Fulfilment' },
    rotateWebhookSecret: { endpoint, overlapHours: 1 },
    testWebhookEndpoint: { endpoint },
    listWebhookAttempts: { endpoint, limit: 5 },
    deleteWebhookEndpoint: { endpoint },
    listAuditLog: { customer, limit: 5 },
    createCustomer: { name: 'Example', email: 'someone@example.com', address: { country: 'DE' } },
    getCustomer: { customer },
    updateCustomer: { customer, name: 'Example', taxIds: [] },
    listCustomers: { limit: 3, email: 'someone@example.com' },
    getSandboxClock: {},
    advanceSandboxClock: { advanceTo: now },
    getSandboxCatalog: {},
    updateSandboxCatalog: catalog,
    createSandboxSubscription: { customer, price, quantity: 1 },
    createSandboxScenario: { scenario: 'free' },
    getSandboxControls: {},
    updateSandboxControls: { nextCharge: 'usual', paymentMethod: 'visa' },
    moveSandboxClock: { advanceTo: now },
    switchSandboxScenario: { scenario: 'active' },
    confirmSandboxPayment: { clientSecret, outcome: 'authenticated' },
    confirmSandboxSetup: { clientSecret: setupSecret, method: 'visa' },
    listPaymentMethods: {},
    createSetupIntent: {},
    addPaymentMethod: { setupIntent, makeDefault: true, subscriptions: [subscription] },
    setDefaultPaymentMethod: { paymentMethod, subscriptions: [subscription] },
    removePaymentMethod: { paymentMethod },
  };
}

/** The same for any operation, those included that a merchant calls for a customer. */
export function rightInputOf({ name }: DescribedOperation, named: Named): object {
  const inputs = rightInputs(named);
  const base = name.replace(/OfCustomer$/, '') as OperationName;
  return name === base ? inputs[base] : { ...inputs[base], customer: named.customer };
}

/** A request of an operation, without who sends it: each part of the input where the contract says that it travels. */
export function requestOf(
  operation: DescribedOperation,
  input: object,
  { version = 1 } = {},
): { path: string; init: RequestInit & { headers: Record<string, string> } } {
  const rest = { ...input } as Record<string, unknown>;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { [name]: part } = rest;
    delete rest[name];
    return String(part);
  });
  const { method } = operation;
  const headers: Record<string, string> = {
    ...(operation.idempotency === 'required' && { 'idempotency-key': crypto.randomUUID() }),
    ...(operation.version === 'required' && { 'if-match': `"${version}"` }),
  };
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(
      Object.entries(rest).map(([name, value]) => [name, String(value)]),
    ).toString();
    return { path: query === '' ? path : `${path}?${query}`, init: { method, headers } };
  }
  headers['content-type'] = 'application/json';
  return { path, init: { method, headers, body: JSON.stringify(rest) } };
}
