import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as contract from './index.js';
import { openApiDocument } from './openapi.js';
import { Email, Id, Line, Url } from './text.js';

const { customerOperations, operations, currencyExponent, errorTable, stepUpOperations } = contract;
const all = Object.entries(operations);

const accepts = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

describe.each(all)('%s', (name, operation) => {
  test('[C1] goes by its own name', () => {
    expect(operation.name).toBe(name);
    expect((contract as Record<string, unknown>)[name]).toMatchObject({ name, path: operation.path });
  });

  test('[C2] takes every part of its path as input', () => {
    const entries = Object.keys((operation.schema.input as { entries?: object }).entries ?? {});
    for (const [, part] of operation.path.matchAll(/\{(\w+)\}/g)) expect(entries).toContain(part);
  });

  test('[C3] refuses what it does not know', () => {
    const issues = v.safeParse(operation.schema.input, { noSuchField: 1 }).issues ?? [];
    expect(
      issues.some((issue) => issue.type === 'strict_object' && v.getDotPath(issue) === 'noSuchField'),
    ).toBe(true);
  });

  test('[C4] has no optional output', () => {
    expect(optionalsIn(operation.schema.output)).toEqual([]);
  });

  test('[C5] carries no schema', () => {
    const value = (contract as unknown as Record<string, object>)[name]!;
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });
});

function optionalsIn(schema: unknown, path = ''): string[] {
  const { type, entries, item, wrapped, options, default: filledIn } = schema as Record<string, unknown>;
  // What is filled in where it is left out is never left out of an output.
  if (typeof type === 'string' && /optional|nullish|undefinedable/.test(type) && filledIn === undefined)
    return [path];
  const children = [
    ...Object.entries((entries as object | undefined) ?? {}),
    ...(item ? [['[]', item] as const] : []),
    ...(wrapped ? [['', wrapped] as const] : []),
    ...(Array.isArray(options)
      ? options.filter((it) => typeof it === 'object').map((it) => ['|', it] as const)
      : []),
  ];
  return children.flatMap(([key, child]) => optionalsIn(child, `${path}.${key}`));
}

test('[C2] no two operations share a method and a path', () => {
  const routes = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(routes).size).toBe(routes.length);
});

test('[C32] what a merchant does for a customer takes what the portal takes, and the customer', () => {
  const billing = all.filter(([, operation]) => contract.isAboutBilling(operation));
  expect(Object.keys(customerOperations).sort()).toEqual(billing.map(([name]) => name).sort());
  const routes = new Set(all.map(([, { method, path }]) => `${method} ${path}`));
  for (const [name, portal] of billing) {
    const merchant = customerOperations[name as contract.OperationName]!;
    expect(merchant).toMatchObject({ name: `${name}OfCustomer`, access: { by: 'secret_key' } });
    expect(routes.has(`${merchant.method} ${merchant.path}`)).toBe(false);
    expect(merchant.path).toMatch(/^\/v1\/customers\/\{customer\}\//);
    expect(accepts(merchant.schema.input, {})).toBe(false);
    const entries = (operation: contract.DescribedOperation) =>
      Object.keys((operation.schema.input as { entries?: object }).entries ?? {}).sort();
    expect(entries(merchant)).toEqual([...entries(portal), 'customer'].sort());
  }
});

test('[C33] a fresh proof can be asked for whatever changes something, and for nothing else', () => {
  const covered = Object.values(stepUpOperations).flat() as string[];
  expect(new Set(covered).size).toBe(covered.length);
  const changing = all.filter(
    ([, operation]) => contract.isAboutBilling(operation) && operation.idempotency === 'required',
  );
  // What only makes something cheaper needs none.
  const free = ['acceptRetentionOffer'];
  expect([...covered, ...free].sort()).toEqual(changing.map(([name]) => name).sort());
});

test('[C34] every preset is made of capabilities, and only the full one can do everything', () => {
  for (const [name, list] of Object.entries(contract.capabilityPresets)) {
    expect(list.every((capability) => contract.capabilities.includes(capability))).toBe(true);
    expect(list.length === contract.capabilities.length).toBe(name === 'full');
  }
  const reads = contract.capabilityPresets.read_only;
  expect(reads.every((capability) => capability.endsWith(':read'))).toBe(true);
});

test.each([
  ['https://example.com/help', true],
  ['mailto:help@example.com', true],
  ['http://localhost:3000/help', true],
  ['http://example.com/help', false],
  ['mailto:a@example.com?bcc=everybody@example.com', false],
  ['mailto:a@example.com,b@example.com', false],
  ['javascript:alert(1)', false],
  ['data:text/html,hello', false],
  ['//example.com', false],
  ['https:example.com', false],
  ['https://example.com@evil.example', false],
])('[C35] %s is a link that a merchant may show: %s', (url, expected) => {
  expect(accepts(contract.Link, url)).toBe(expected);
});

test('[C6] the OpenAPI document is valid and names every operation once', async () => {
  const document = openApiDocument('https://billing.example.com', '1.2.3') as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  expect((await new Validator().validate(document)).valid).toBe(true);
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((it) => it.operationId),
  );
  const named = [...all.map(([name]) => name), ...Object.values(customerOperations).map(({ name }) => name)];
  expect(ids.sort()).toEqual(named.sort());
});

test.each([
  ['usd', 2],
  ['eur', 2],
  ['huf', 2],
  ['isk', 2],
  ['ugx', 2],
  ['idr', 2],
  ['jpy', 0],
  ['krw', 0],
  ['clp', 0],
  ['vnd', 0],
  ['bhd', 3],
  ['kwd', 3],
  ['tnd', 3],
] as const)('[C7] %s has %i decimals', (currency, exponent) => {
  expect(currencyExponent(currency)).toBe(exponent);
});

test('[C13] a catalogue names currencies that exist', () => {
  const priced = (currency: string) => ({
    products: [
      { id: 'prod_1', name: 'One', prices: [{ id: 'price_1', unitAmount: 1, currency, interval: 'month' }] },
    ],
  });
  for (const currency of ['usd', 'eur', 'jpy', 'kwd'])
    expect(accepts(contract.SandboxCatalogInput, priced(currency))).toBe(true);
  for (const currency of ['eru', 'zzz', 'USD'])
    expect(accepts(contract.SandboxCatalogInput, priced(currency))).toBe(false);
});

test('[C8] a line of text is one line, in one form', () => {
  expect(v.parse(Line(20), '  Zoe\u0308 ')).toBe('Zo\u00eb');
  for (const text of [
    '',
    '   ',
    'a\nb',
    'a\u0000b',
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    '\ud800',
    'x'.repeat(21),
  ])
    expect([text, accepts(Line(20), text)]).toEqual([text, false]);
  for (const text of ['Zażółć gęślą', '漢字', 'Ж', "O'Neil & Söhne <GmbH>", '=SUM(1)', '👍🏽'])
    expect([text, accepts(Line(50), text)]).toEqual([text, true]);
});

test('[C8] e-mail addresses and ids have their form', () => {
  for (const email of ['a@b.example', 'first.last+tag@sub.example.com', 'ü@exämple.example'])
    expect(accepts(Email, email)).toBe(true);
  for (const email of ['', 'a', 'a@', '@b', 'a b@c', 'a@b,c@d', `${'x'.repeat(300)}@b.example`])
    expect([email, accepts(Email, email)]).toEqual([email, false]);
  for (const id of ['in_1', 'in_aZ09']) expect(accepts(Id('in'), id)).toBe(true);
  for (const id of ['in_', 'in', 'sub_1', 'in_a-b', 'in_a/b', `in_${'x'.repeat(65)}`])
    expect([id, accepts(Id('in'), id)]).toEqual([id, false]);
});

test('[C9] URLs are what they look like', () => {
  for (const url of [
    'https://app.example/',
    'http://localhost:5173/a?b#c',
    'http://[::1]:80/',
    'https://app.example?x=1',
  ])
    expect([url, accepts(Url, url)]).toEqual([url, true]);
  for (const url of [
    'https:app.example',
    '//app.example',
    'https://a@b.example',
    'https://app%2eexample/',
    'https://app.example.',
    'javascript:alert(1)',
    'https://a\\b.example',
    'https://a.example/\tb',
    'ftp://a.example',
  ])
    expect([url, accepts(Url, url)]).toEqual([url, false]);
});

test('[C10] every error says what it is', () => {
  for (const [code, { status, message, retryable }] of Object.entries(errorTable)) {
    expect(code).toMatch(/^[a-z_]+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(message).toMatch(/^[A-Z].{10,}\.$/);
    expect(typeof retryable).toBe('boolean');
  }
});

test('[C11] the package exports these names', () => {
  expect(Object.keys(contract).sort().join(' ')).toMatchInlineSnapshot(
    `"ActivityEntry Actor Address AuditEntry BillingDetails Blocker Branding BusinessProfile CancellationComment CancellationPreview CancellationReason Capability ConfigurationId Coupon CouponId CreatedPortalSession Currency Customer Discount Email ErrorBody Event EventType FieldError Flow FlowInput Id Instant Invoice InvoiceLine InvoicePayment InvoiceResult InvoiceTax InvoiceWithLines Line Link Locale MAX_INVOICE_EMAILS MAX_TAX_IDS Money OverdueInvoice PaymentMethod PaymentMethodName PaymentMethodResult PendingChange PendingPayment Period Plan PlanPrice PortalConfiguration PortalConfigurationSettings PortalFeatures PortalSession Price PriceTier Principal ProviderId Quote QuoteWarning RemovalBlock RetentionOffer SandboxCatalog SandboxCatalogInput SandboxClock SandboxControls SandboxPaymentMethod Session SessionBranding SessionFeatures SetupIntent StepUp Subscription SubscriptionName SubscriptionResult TaxId TaxIdEntry TaxIdType UpcomingInvoice Url WebhookAttempt WebhookEndpoint WebhookEndpointWithSecret acceptRetentionOffer acceptRetentionOfferSchema activityTypes addPaymentMethod addPaymentMethodSchema addTaxId addTaxIdSchema advanceSandboxClock advanceSandboxClockSchema afterCompletionTypes billingDetailsFields blockerCodes brandFonts cancelSubscription cancelSubscriptionSchema cancellationFlows cancellationReasons capabilities capabilityPresets changeSubscription changeSubscriptionSchema confirmSandboxPayment confirmSandboxPaymentSchema confirmSandboxSetup confirmSandboxSetupSchema confirmStepUp confirmStepUpSchema createCustomer createCustomerSchema createPortalSession createPortalSessionSchema createSandboxScenario createSandboxScenarioSchema createSandboxSubscription createSandboxSubscriptionSchema createSetupIntent createSetupIntentSchema createWebhookEndpoint createWebhookEndpointSchema currencyExponent customerKinds customerOperations customerUpdates deletePendingChange deletePendingChangeSchema deleteWebhookEndpoint deleteWebhookEndpointSchema disabledReasons endSession endSessionSchema errorTable eventTypes exchangeSession exchangeSessionSchema exportInvoiceDocuments exportInvoiceDocumentsSchema exportInvoices exportInvoicesSchema features flowTypes getBillingDetails getBillingDetailsSchema getBranding getBrandingSchema getCustomer getCustomerSchema getEvent getEventSchema getInvoice getInvoicePdf getInvoicePdfSchema getInvoiceReceipt getInvoiceReceiptSchema getInvoiceSchema getPortalConfiguration getPortalConfigurationSchema getPortalSession getPortalSessionSchema getSandboxCatalog getSandboxCatalogSchema getSandboxClock getSandboxClockSchema getSandboxControls getSandboxControlsSchema getSession getSessionSchema getSubscription getSubscriptionSchema getUpcomingInvoice getUpcomingInvoiceSchema getWebhookEndpoint getWebhookEndpointSchema invoiceStatuses isAboutBilling listActivity listActivitySchema listAuditLog listAuditLogSchema listCustomers listCustomersSchema listEvents listEventsSchema listInvoices listInvoicesSchema listPaymentMethods listPaymentMethodsSchema listPlans listPlansSchema listPortalConfigurations listPortalConfigurationsSchema listPortalSessions listPortalSessionsSchema listSubscriptions listSubscriptionsSchema listWebhookAttempts listWebhookAttemptsSchema listWebhookEndpoints listWebhookEndpointsSchema moveSandboxClock moveSandboxClockSchema nextCharges ofCustomer operation operations pageInput pageOf pauseSubscription pauseSubscriptionSchema payInvoice payInvoiceSchema paymentFailures periodEndConditions planChanges previewCancellation previewCancellationSchema previewSubscriptionChange previewSubscriptionChangeSchema prorationBehaviors redeliverEvent redeliverEventSchema removalBlocks removePaymentMethod removePaymentMethodSchema removeTaxId removeTaxIdSchema resumeSubscription resumeSubscriptionSchema revokePortalSession revokePortalSessionSchema revokePortalSessions revokePortalSessionsSchema rotateWebhookSecret rotateWebhookSecretSchema sandboxPaymentMethods scenarios sessionModes sessionStatuses setDefaultPaymentMethod setDefaultPaymentMethodSchema stepUpActions stepUpOperations subscriptionStatuses switchSandboxScenario switchSandboxScenarioSchema taxIdTypes taxIdVerifications testWebhookEndpoint testWebhookEndpointSchema unavailableReasons updateBillingDetails updateBillingDetailsSchema updateBranding updateBrandingSchema updateCustomer updateCustomerSchema updatePortalConfiguration updatePortalConfigurationSchema updateSandboxCatalog updateSandboxCatalogSchema updateSandboxControls updateSandboxControlsSchema updateSubscription updateSubscriptionSchema updateWebhookEndpoint updateWebhookEndpointSchema"`,
  );
});
