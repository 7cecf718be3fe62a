import { answerBillingRequest, type BillingRouteOptions } from '../billingRoute/billingRoute.js';

export type { BillingRouteOptions, BillingUser } from '../billingRoute/billingRoute.js';
export { planCheckRoute, type PlanCheckRouteOptions } from '../planCheck/planCheckRoute.js';

/**
 * The billing route for Next.js' app router; `authenticate` is given the `NextRequest`, and may call `cookies()`,
 * `headers()` or your sign-in library.
 *
 * @example
 * // app/api/billing/[action]/route.ts
 * export const POST = billingRoute({ billfold, authenticate: async () => … })
 */
export function billingRoute<NextRequest extends Request>(
  options: BillingRouteOptions<NextRequest>,
): (request: NextRequest) => Promise<Response> {
  return (request) => answerBillingRequest(request, options, () => options.authenticate(request));
}
