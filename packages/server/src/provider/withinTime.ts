import { BillfoldError } from '../errors.js';

/** How much later than it should a provider may notice that its time is over. */
const GRACE_MS = 500;

/**
 * A provider's answer that comes in time. One that watches its deadline is never cut off here.
 *
 * @param deadline in milliseconds since 1970; absent: there is none.
 * @throws BillfoldError `provider_unavailable` when there is none in time. What it was going to be is not known then.
 */
export async function withinTime<Value>(
  answer: Promise<Value>,
  deadline: number | undefined,
): Promise<Value> {
  if (deadline === undefined) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const cause = new Error('The provider has not answered by its deadline.');
    const end = () => reject(new BillfoldError('provider_unavailable', { cause, retryAfter: 5 }));
    timer = setTimeout(end, Math.max(0, deadline - Date.now()) + GRACE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
