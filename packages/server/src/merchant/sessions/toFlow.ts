import type { Capability, Feature, Flow, FlowInput, FlowType, PortalFeatures } from '@billfold/contract';
import { BillfoldError } from '../../errors.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../../provider/Provider.js';
import { checkSelection, quantityFor } from '../../rules/planRules.js';

/** What a session must be able to do for a flow: one that leads to nothing that can be done is a dead end. */
const needs: Record<FlowType, { feature: Feature | null; capabilities: Capability[] }> = {
  payment_method_update: {
    feature: 'paymentMethodUpdate',
    capabilities: ['payment_methods:read', 'payment_methods:write'],
  },
  subscription_update: {
    feature: 'subscriptionUpdate',
    capabilities: ['subscriptions:read', 'subscriptions:write', 'plans:read'],
  },
  subscription_update_confirm: {
    feature: 'subscriptionUpdate',
    capabilities: ['subscriptions:read', 'subscriptions:write', 'plans:read'],
  },
  subscription_cancel: {
    feature: 'subscriptionCancel',
    capabilities: ['subscriptions:read', 'subscriptions:write'],
  },
  invoice_pay: { feature: 'invoiceHistory', capabilities: ['invoices:read', 'invoices:pay'] },
};

interface FlowOf {
  customer: BillingCustomer;
  provider: Provider;
  unit: UnitOfWork;
  features: PortalFeatures;
  capabilities: readonly Capability[];
}

/**
 * A flow as it is kept with its session, once it is certain that it can be followed.
 *
 * @throws BillfoldError `invalid_request`, naming what of the flow can not be.
 */
export async function toFlow(input: FlowInput, of: FlowOf): Promise<Flow> {
  checkNeeds(input.type, of);
  await checkNamed(input, of);
  const { type, afterCompletion } = input;
  return {
    type,
    subscription: 'subscription' in input ? input.subscription : null,
    price: 'price' in input ? input.price : null,
    quantity: ('quantity' in input ? input.quantity : null) ?? null,
    invoice: 'invoice' in input ? input.invoice : null,
    afterCompletion: { type: afterCompletion.type, returnUrl: afterCompletion.returnUrl ?? null },
  };
}

function checkNeeds(type: FlowType, { features, capabilities }: FlowOf): void {
  const { feature, capabilities: needed } = needs[type];
  if (feature && !features[feature].enabled) {
    refuse('flow.type', `needs ${feature}, which the configuration has switched off`);
  }
  const missing = needed.filter((capability) => !capabilities.includes(capability));
  if (missing.length > 0) refuse('flow.type', `needs the capabilities ${missing.join(', ')}`);
}

/**
 * What a flow names must be the customer's, and theirs to choose: a link that leads to nothing is found out here, and not by
 * them.
 */
async function checkNamed(input: FlowInput, { customer, provider, unit, features }: FlowOf): Promise<void> {
  const billing = provider.forCustomer(customer, unit);
  if ('invoice' in input && !(await billing.getInvoice(input.invoice))) {
    refuse('flow.invoice', 'is not an invoice of this customer');
  }
  if (!('subscription' in input)) return;
  const subscription = await billing.getSubscription(input.subscription);
  if (!subscription || subscription.endedAt !== null) {
    refuse('flow.subscription', 'is not a living subscription of this customer');
  }
  if (subscription.managedBy) {
    refuse('flow.subscription', `is billed by ${subscription.managedBy.name}, and can only be changed there`);
  }
  if (!('price' in input)) return;
  const plans = await billing.listPlans(input.subscription);
  const plan = plans.find(({ prices }) => prices.some(({ id }) => id === input.price));
  const price = plan?.prices.find(({ id }) => id === input.price);
  if (!plan || !price) refuse('flow.price', 'is not on offer for this customer');
  const rules = features.subscriptionUpdate;
  const quantity = input.quantity ?? quantityFor(rules, subscription, price);
  try {
    checkSelection(rules, subscription, plan, { price, quantity, promotionCode: null });
  } catch (error) {
    if (!(error instanceof BillfoldError)) throw error;
    // Done already: the page says so, as of whatever was done since the link was made.
    if (error.code === 'no_change') return;
    const field = error.code === 'quantity_not_allowed' ? 'quantity' : 'price';
    refuse(`flow.${field}`, error.fields?.[0]?.message ?? error.message);
  }
}

function refuse(path: string, message: string): never {
  throw new BillfoldError('invalid_request', { fields: [{ path, message }] });
}
