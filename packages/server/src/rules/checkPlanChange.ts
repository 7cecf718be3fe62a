import * as v from 'valibot';
import type { Price, Quote, Subscription } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import type { BillingCustomer } from '../provider/Provider.js';

/** A change that a customer has in mind, as the merchant's app is told of it. */
export interface ProposedPlanChange {
  customer: Pick<BillingCustomer, 'id' | 'reference'>;
  subscription: Subscription;
  product: { id: string; name: string };
  price: Price;
  quantity: number;
  direction: Quote['direction'];
  timing: Quote['timing'];
}

/** What the app says to a change, in sentences that its customer reads. */
export type PlanCheck = v.InferInput<typeof PlanCheck>;

/**
 * Asks the app whether a change is possible. `blockers` must be dealt with before (`Remove 5 members first.`),
 * `warnings` are only said. Nothing, or two empty lists: the change is fine.
 */
export type CheckPlanChange = (
  change: ProposedPlanChange,
) => PlanCheck | null | undefined | void | Promise<PlanCheck | null | undefined | void>;

const Sentences = v.optional(
  v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(500))), v.maxLength(20)),
  [],
);
const PlanCheck = v.object({ blockers: Sentences, warnings: Sentences });

/** How long the app may take. A person is waiting, and a connection to the database is held meanwhile. */
const TIMEOUT_MS = 3_000;

/**
 * Asks, and holds the answer against what an answer is.
 * @throws BillfoldError `plan_check_unavailable` when there is none in time, or not one: a change that nobody could check is not made.
 */
export async function askPlanCheck(
  checkPlanChange: CheckPlanChange | undefined,
  change: ProposedPlanChange,
): Promise<Required<v.InferOutput<typeof PlanCheck>>> {
  if (!checkPlanChange) return { blockers: [], warnings: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`checkPlanChange took longer than ${TIMEOUT_MS} ms`)),
      TIMEOUT_MS,
    );
  });
  try {
    return v.parse(PlanCheck, (await Promise.race([checkPlanChange(change), late])) ?? {});
  } catch (cause) {
    throw new BillfoldError('plan_check_unavailable', { cause, retryAfter: 5 });
  } finally {
    clearTimeout(timer);
  }
}
