import { answerBillingRequest, type BillingRouteOptions } from '../billingRoute/billingRoute.js';
import {
  planCheckRoute as webPlanCheckRoute,
  type PlanCheckRouteOptions,
} from '../planCheck/planCheckRoute.js';

export type { BillingRouteOptions, BillingUser } from '../billingRoute/billingRoute.js';
export type { PlanCheckRouteOptions } from '../planCheck/planCheckRoute.js';

/** What is needed of Hono's `Context`. */
export interface HonoContext {
  req: { raw: Request };
}

/**
 * The billing route for Hono; `authenticate` is given the context.
 *
 * @example app.post('/api/billing/:action', billingRoute({ billfold, authenticate: (c: Context) => … }))
 */
export function billingRoute<Context extends HonoContext>(
  options: BillingRouteOptions<Context>,
): (context: Context) => Promise<Response> {
  return (context) => answerBillingRequest(context.req.raw, options, () => options.authenticate(context));
}

/**
 * The plan check for Hono.
 *
 * @example app.post('/api/plan-check', planCheckRoute({ secret, check: async (change) => … }))
 */
export function planCheckRoute(options: PlanCheckRouteOptions): (context: HonoContext) => Promise<Response> {
  const answer = webPlanCheckRoute(options);
  return (context) => answer(context.req.raw);
}
