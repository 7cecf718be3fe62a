import * as v from 'valibot';

/**
 * What a portal session may be allowed to do. A session is minted with some of these; none can be added later.
 * They narrow who acts (an accountant reads invoices only); features decide what the portal offers at all.
 */
export const capabilities = [
  'plans:read',
  'subscriptions:read',
  'subscriptions:write',
  'invoices:read',
  'invoices:pay',
  'payment_methods:read',
  'payment_methods:write',
  'billing_details:read',
  'billing_details:write',
  'activity:read',
  'sandbox:control',
] as const;
export const Capability = v.picklist(capabilities);
export type Capability = (typeof capabilities)[number];

/**
 * Sets of capabilities that merchants ask for by name. `accountant`: the papers, and who they are made out to.
 * `fix_payment`: whoever has this link sees the
 * subscriptions and invoices that it is about, pays what is owed and replaces the card, and can do nothing else.
 */
export const capabilityPresets = {
  full: capabilities,
  read_only: [
    'plans:read',
    'subscriptions:read',
    'invoices:read',
    'payment_methods:read',
    'billing_details:read',
    'activity:read',
  ],
  accountant: ['invoices:read', 'billing_details:read'],
  fix_payment: [
    'subscriptions:read',
    'invoices:read',
    'invoices:pay',
    'payment_methods:read',
    'payment_methods:write',
  ],
} as const satisfies Record<string, readonly Capability[]>;
export type CapabilityPreset = keyof typeof capabilityPresets;

/** Parts of the portal that a project's configuration switches on or off. */
export const features = [
  'invoiceHistory',
  'paymentMethodUpdate',
  'customerUpdate',
  'subscriptionUpdate',
  'subscriptionCancel',
  'subscriptionPause',
] as const;
export type Feature = (typeof features)[number];

/**
 * Who may call an operation. There is no default: an operation without access does not compile.
 *
 * - `link_code`: the single-use code of a portal link, in the body.
 * - `portal_session`: a customer, by cookie or bearer token; `capability` and `feature` must both be met.
 * - `secret_key`: the merchant's backend.
 */
export type Access =
  | { by: 'link_code' }
  | { by: 'portal_session'; capability: Capability | null; feature: Feature | null }
  | { by: 'secret_key' };
