import { Webhook } from 'standardwebhooks';
import { Refusal } from '../billingRoute/Refusal.js';
import { jsonReply, PRIVATE } from '../billingRoute/reply.js';
import { readText } from '../readText.js';
import { secretFault } from '../signingSecret.js';
import type { PlanCheck, ProposedPlanChange } from './ProposedPlanChange.js';

export interface PlanCheckRouteOptions {
  /** What the portal server has as `BILLFOLD_PLAN_CHECK_SECRET`: `whsec_…`. */
  secret: string;
  /**
   * Says whether a change is possible, from what the customer uses. It is asked whenever a change is previewed and again
   * before it is made, so it should answer in well under the 3 seconds that the portal waits. What it throws goes to your
   * framework's error handling, and then nothing is changed.
   */
  check: (
    change: ProposedPlanChange,
  ) => PlanCheck | null | undefined | void | Promise<PlanCheck | null | undefined | void>;
}

/** Many times what a change takes. */
const LONGEST_BODY = 65_536;

/**
 * The route by which a portal server asks your app whether a change of plan is possible, as one web-standard handler.
 * It takes POST only, and is for the portal server alone: what is not signed with the secret, or was signed more than five
 * minutes ago or ahead, is 401.
 *
 * @throws TypeError when the secret can not be one, with a sentence that says what to do
 * @throws what `check` throws
 */
export function planCheckRoute({
  secret,
  check,
}: PlanCheckRouteOptions): (request: Request) => Promise<Response> {
  const webhook = webhookOf(secret);
  return async (request) => {
    try {
      const change = await readChange(request, webhook);
      const { blockers = [], warnings = [] } = (await check(change)) ?? {};
      return Response.json({ blockers, warnings }, { headers: PRIVATE });
    } catch (error) {
      if (error instanceof Refusal) return jsonReply.refusal(error);
      throw error;
    }
  };
}

function webhookOf(secret: string): Webhook {
  // A secret that is missing would otherwise show with the first change that a customer can not make.
  const fault = secretFault(secret);
  if (fault) {
    throw new TypeError(
      `The secret given to planCheckRoute ${fault}. ` +
        'Give the one that the portal server has as BILLFOLD_PLAN_CHECK_SECRET.',
    );
  }
  return new Webhook(secret);
}

async function readChange(request: Request, webhook: Webhook): Promise<ProposedPlanChange> {
  if (request.method !== 'POST') throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'Use POST', { Allow: 'POST' });
  const body = await readText(request, LONGEST_BODY);
  if (body === null) throw new Refusal(413, 'INVALID_REQUEST', 'The body is too large');
  try {
    return webhook.verify(body, Object.fromEntries(request.headers)) as ProposedPlanChange;
  } catch {
    // Signed nonsense is not told from what is not signed: nobody but the portal server has anything to mend here.
    throw new Refusal(401, 'UNAUTHORIZED', 'The signature is missing or not valid');
  }
}
