import type { Blocker, Plan, PlanPrice, Price, Quote, QuoteWarning, Subscription } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import { BillfoldError } from '../errors.js';
import type { PortalContext } from '../operation.js';
import type { PlanChange, PricedChange } from '../provider/CustomerBilling.js';
import { askPlanCheck } from '../rules/checkPlanChange.js';
import { checkSelection, directionOf, quantityFor, timingOf } from '../rules/planRules.js';
import { insertQuote } from './quoteRows.js';

type Context = Omit<PortalContext<unknown>, 'input' | 'version'>;

/** What a customer asks for: ids and a quantity, and no amount. */
export interface WantedChange {
  price: string;
  quantity?: number | undefined;
  promotionCode?: string | null | undefined;
}

/** A change as the portal's rules decide it now, and what it is a change of. */
export interface DecidedChange {
  subscription: Subscription;
  change: PlanChange;
  price: PlanPrice;
  plan: Plan;
  currentPlan: Plan | undefined;
}

/** How long a price is held, by the server's time and by the provider's. */
export const QUOTE_MS = 15 * 60_000;

/** States in which there is nothing to change any more, or nothing yet. */
const UNCHANGEABLE: readonly Subscription['status'][] = ['canceled', 'incomplete'];

/**
 * Decides how a change is made, by the configuration as it stands at this moment.
 * @throws BillfoldError `price_not_allowed`, `quantity_not_allowed`, `promotion_code_invalid`, `no_change`, `subscription_state`.
 */
export async function decideChange(
  { billing, caller, billingNow }: Context,
  subscription: Subscription,
  wanted: WantedChange,
): Promise<DecidedChange> {
  if (UNCHANGEABLE.includes(subscription.status)) throw new BillfoldError('subscription_state');
  const rules = caller.features.subscriptionUpdate;
  const plans = await billing.listPlans(subscription.id);
  const plan = plans.find(({ prices }) => prices.some(({ id }) => id === wanted.price));
  const price = plan?.prices.find(({ id }) => id === wanted.price);
  if (!plan || !price) throw new BillfoldError('price_not_allowed');

  const quantity = wanted.quantity ?? quantityFor(rules, subscription, price);
  const promotionCode = wanted.promotionCode ?? null;
  checkSelection(rules, subscription, plan, { price, quantity, promotionCode });
  const change: PlanChange = {
    subscription: subscription.id,
    price: price.id,
    quantity,
    promotionCode,
    timing: timingOf(rules, subscription, { price, quantity }),
    prorationBehavior: rules.prorationBehavior,
    trialBehavior: rules.trialBehavior,
    pricedAt: await billingNow(),
  };
  const currentPlan = plans.find(({ id }) => id === subscription.product.id);
  return { subscription, change, price, plan, currentPlan };
}

/** Lets the provider price a change, asks what stands in its way, and keeps the quote that comes of it. */
export async function giveQuote(context: Context, decided: DecidedChange): Promise<Quote> {
  const { billing, unit } = context;
  const { subscription, change, price, plan, currentPlan } = decided;
  const priced = await billing.previewChange(change);
  const found = await findBlockers(context, decided, priced.dueNow.amount);
  const quote: Quote = {
    id: makeId('qt'),
    subscription: subscription.id,
    subscriptionVersion: subscription.version,
    product: { id: plan.id, name: plan.name },
    price: toPrice(price),
    quantity: change.quantity,
    direction: directionOf(subscription, { price, quantity: change.quantity }),
    timing: change.timing,
    ...priced,
    gainedFeatures: without(plan.features, currentPlan?.features),
    lostFeatures: without(currentPlan?.features ?? [], plan.features),
    blockers: found.blockers,
    warnings: [...warningsOf(subscription, change, priced), ...found.warnings],
    consentRequired: priced.dueNow.amount > 0,
    expiresAt: new Date(unit.now.getTime() + QUOTE_MS).toISOString(),
  };
  await insertQuote(context, quote, change);
  return quote;
}

/** What stands in the way of a change: what we know of first, then what the app says, with its warnings. */
export async function findBlockers(
  { caller, checkPlanChange }: Context,
  { subscription, change, price, plan }: DecidedChange,
  dueNow: number,
): Promise<Pick<Quote, 'blockers' | 'warnings'>> {
  const { id, reference } = caller.customer;
  const said = await askPlanCheck(checkPlanChange, {
    customer: { id, reference },
    subscription,
    product: { id: plan.id, name: plan.name },
    price: toPrice(price),
    quantity: change.quantity,
    direction: directionOf(subscription, { price, quantity: change.quantity }),
    timing: change.timing,
  });
  const inWords = (message: string) => ({ code: 'app' as const, message });
  return {
    blockers: [...blockersOf(subscription, dueNow), ...said.blockers.map(inWords)],
    warnings: said.warnings.map(inWords),
  };
}

/** What must be done before a subscription can be changed, as things are. */
function blockersOf(subscription: Subscription, dueNow: number): Blocker[] {
  const { status, pause, cancelAt, pendingPayment, paymentMethod } = subscription;
  const codes: Blocker['code'][] = [];
  if (status === 'past_due' || status === 'unpaid') codes.push('past_due');
  if (pause) codes.push('paused');
  if (cancelAt) codes.push('canceling');
  // One that nobody has confirmed is given up for another choice; one that is under way may arrive.
  if (pendingPayment?.status === 'processing') codes.push('payment_pending');
  if (dueNow > 0 && !paymentMethod) codes.push('payment_method_required');
  return codes.map((code) => ({ code, message: null }));
}

/** What else the change does, read off from what it comes to. */
function warningsOf(
  { status, discounts, pendingChange, pendingPayment }: Subscription,
  { timing }: PlanChange,
  { promotionCode, trialEndAt }: PricedChange,
): QuoteWarning[] {
  const codes: QuoteWarning['code'][] = [];
  if (pendingChange) codes.push('replaces_pending_change');
  if (pendingPayment?.status === 'requires_action') codes.push('drops_pending_payment');
  if (status === 'trialing' && timing === 'now' && trialEndAt === null) codes.push('ends_trial');
  const replaces = discounts.some((discount) => discount.promotionCode !== null);
  if (promotionCode !== null && replaces) codes.push('ends_discount');
  return codes.map((code) => ({ code, message: null }));
}

/** A price without what it is to this customer. */
function toPrice({
  current: _,
  unavailable: _reason,
  quantity: _limits,
  saving: _saving,
  ...price
}: PlanPrice): Price {
  return price;
}

const without = (features: readonly string[], others: readonly string[] = []) =>
  features.filter((feature) => !others.includes(feature));
