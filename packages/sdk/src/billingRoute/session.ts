import { errorTable, type CreatedPortalSession } from '@billfold/contract';
import { isBillfoldError } from '../BillfoldError.js';
import type { PortalSessionInput } from '../portalSessions.js';
import type { BillingRouteOptions, BillingUser } from './billingRoute.js';
import { invalid, noCustomer, Refusal } from './Refusal.js';

type WhoIsBilled = Pick<
  PortalSessionInput,
  'customer' | 'customerReference' | 'email' | 'capabilities' | 'actor' | 'locale' | 'ttlSeconds'
>;

export function whoIsBilled(user: BillingUser): WhoIsBilled {
  const { customer, customerReference, email, capabilities, actor, locale, ttlSeconds } = user;
  const given = Object.entries({ customer, customerReference, email }).filter(
    ([, value]) => value !== undefined,
  );
  const [only] = given;
  if (given.length !== 1 || !only) {
    throw new TypeError(
      `authenticate answered with ${given.length === 0 ? 'no customer' : given.map(([name]) => name).join(' and ')}. ` +
        'Answer with exactly one of { customer }, { customerReference } and { email }, or with null when nobody is signed in.',
    );
  }
  if (!only[1]) throw noCustomer();
  return { customer, customerReference, email, capabilities, actor, locale, ttlSeconds } as WhoIsBilled;
}

export function chooseConfiguration(
  user: BillingUser,
  asked: string | undefined,
  selectable: readonly string[],
): string | undefined {
  if (asked === undefined || asked === user.configuration) return user.configuration;
  if (user.configuration !== undefined || !selectable.includes(asked)) {
    throw new Refusal(403, 'FORBIDDEN', 'This portal configuration can not be chosen here');
  }
  return asked;
}

/** Makes the session, and turns the portal's errors into what a browser should know of them. */
export async function createSession(
  {
    billfold,
    // oxlint-disable-next-line no-console -- an app that has not said where faults go still has to see them.
    onError = (error) => console.error(error),
  }: Pick<BillingRouteOptions<never>, 'billfold' | 'onError'>,
  input: PortalSessionInput,
): Promise<CreatedPortalSession> {
  try {
    return await billfold.portalSessions.create(input);
  } catch (error) {
    const code = isBillfoldError(error) ? error.code : null;
    if (code === 'customer_not_found') throw noCustomer();
    if (code === 'return_url_not_allowed' || code === 'embed_origin_not_allowed')
      throw invalid(errorTable[code].message);
    const [fault] = code === 'invalid_request' && isBillfoldError(error) ? (error.fields ?? []) : [];
    if (fault?.path === 'returnUrl') {
      throw invalid('returnUrl must be an absolute http or https URL, or a path that starts with a slash');
    }
    if (fault && /^flow(\.|$)/.test(fault.path)) throw invalid(`${fault.path} ${fault.message}`);
    // A wrong key, an unknown configuration, two customers of one address: none of them is the user's doing, and
    // a 401 or a 404 would send them to sign in or to subscribe once more.
    onError(error);
    const retryAfter = isBillfoldError(error) ? error.retryAfter : null;
    throw new Refusal(
      503,
      'UNAVAILABLE',
      'Billing is not available right now',
      retryAfter === null ? {} : { 'Retry-After': String(retryAfter) },
    );
  }
}
