import type { Plan } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import type { PortalOperation } from '../operation.js';
import { quantityOf, unavailableReason } from '../rules/planRules.js';

/** What the provider sells, narrowed to what the configuration offers. What a customer has is always told. */
export const listPlans: PortalOperation<'listPlans'> = async ({ input, billing, caller }) => {
  const rules = caller.features.subscriptionUpdate;
  const subscription =
    input.subscription === undefined ? null : await billing.getSubscription(input.subscription);
  if (input.subscription !== undefined && !subscription) throw new BillfoldError('not_found');

  const offered = (plan: Plan): Plan => ({
    ...plan,
    prices: plan.prices
      .map((price) => ({
        ...price,
        unavailable: unavailableReason(rules, subscription, plan, price),
        quantity: quantityOf(rules, price),
      }))
      .filter(({ current, unavailable }) => current || unavailable !== 'not_offered'),
  });
  const plans = await billing.listPlans(input.subscription ?? null);
  return { data: plans.map(offered).filter(({ prices }) => prices.length > 0) };
};
