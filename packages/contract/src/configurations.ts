import * as v from 'valibot';
import { described } from './described.js';
import { pageInput, pageOf } from './page.js';
import {
  CancellationReason,
  cancellationFlows,
  customerUpdates,
  planChanges,
  PortalFeatures,
} from './portalFeatures.js';
import { stepUpActions } from './stepUp.js';
import { Line, Link, Url } from './text.js';
import { Instant } from './time.js';

/** The merchant's own name of a configuration: `default`, `dunning`. */
export const ConfigurationId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9_-]{1,64}$/, 'must be the id of a portal configuration: 1 to 64 of a-z, 0-9, - and _'),
);

const NullableLink = (meaning: string) => v.optional(described(v.nullable(Link), meaning), null);

/** What a portal says of the business and where its links lead. What is null is as the project's branding says. */
export const BusinessProfile = v.strictObject({
  headline: v.optional(
    described(
      v.nullable(Line(200)),
      'One line above everything, such as “Example App partners with Example Bank”.',
    ),
    null,
  ),
  supportUrl: NullableLink('Where customers find help; null: as the branding says.'),
  privacyUrl: NullableLink('What becomes of their data; null: as the branding says.'),
  termsUrl: NullableLink('What they have agreed to; null: as the branding says.'),
  upgradeUrl: NullableLink(
    'Where customers without a subscription are sent to have one; null: they are told that there is none, and see their invoices.',
  ),
});
export type BusinessProfile = v.InferOutput<typeof BusinessProfile>;

/** For what the merchant's app must say that it is really them, and where a customer does that. */
export const StepUp = v.strictObject({
  actions: v.optional(described(v.array(v.picklist(stepUpActions)), 'For what a fresh proof is asked.'), []),
  url: NullableLink(
    'A page of your app, for portals without a page of yours around them; it is given `session`, the id of the session, in its query.',
  ),
});
export type StepUp = v.InferOutput<typeof StepUp>;

/** All that a merchant decides about one portal, as written: what is left out is as the defaults say. */
export const PortalConfigurationSettings = v.strictObject({
  features: v.optional(described(PortalFeatures, 'What customers can do.'), {}),
  businessProfile: v.optional(
    described(BusinessProfile, 'What the portal says of your business, and where its links lead.'),
    {},
  ),
  stepUp: v.optional(
    described(StepUp, 'For what your app must say anew that it is really them, and where they prove it.'),
    {},
  ),
  defaultReturnUrl: v.optional(
    described(
      v.nullable(Url),
      'Where sessions lead that name no `returnUrl`. Its origin must be allowed in the project.',
    ),
    null,
  ),
});
export type PortalConfigurationSettings = v.InferOutput<typeof PortalConfigurationSettings>;
export type PortalConfigurationInput = v.InferInput<typeof PortalConfigurationSettings>;

/** A named portal configuration. There is always one that is called `default`. */
export const PortalConfiguration = v.object({
  id: ConfigurationId,
  features: PortalFeatures,
  businessProfile: BusinessProfile,
  stepUp: StepUp,
  defaultReturnUrl: v.nullable(v.string()),
  /** SHA-256 of all of the above but the id, in one spelling: the same settings, the same hash. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PortalConfiguration = v.InferOutput<typeof PortalConfiguration>;

export const listPortalConfigurationsSchema = {
  input: v.strictObject(pageInput),
  output: pageOf(PortalConfiguration),
};

export const getPortalConfigurationSchema = {
  input: v.strictObject({ configuration: ConfigurationId }),
  output: PortalConfiguration,
};

export const updatePortalConfigurationSchema = {
  input: v.strictObject({ configuration: ConfigurationId, ...PortalConfigurationSettings.entries }),
  output: PortalConfiguration,
};

/** As much of the features as a customer's page must know: nothing here is a promise that the server does not keep. */
export const SessionFeatures = v.object({
  invoiceHistory: v.object({ enabled: v.boolean() }),
  paymentMethodUpdate: v.object({ enabled: v.boolean() }),
  customerUpdate: v.object({ enabled: v.boolean(), allowedUpdates: v.array(v.picklist(customerUpdates)) }),
  subscriptionUpdate: v.object({ enabled: v.boolean(), allow: v.array(v.picklist(planChanges)) }),
  subscriptionCancel: v.object({
    enabled: v.boolean(),
    mode: v.picklist(['at_period_end', 'immediately']),
    flow: v.picklist(cancellationFlows),
    /** What may be given as a reason; empty where it is not asked. */
    reasons: v.array(CancellationReason),
  }),
  subscriptionPause: v.object({
    enabled: v.boolean(),
    maxMonths: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
});
export type SessionFeatures = v.InferOutput<typeof SessionFeatures>;
