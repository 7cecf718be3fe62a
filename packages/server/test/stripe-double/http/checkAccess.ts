import { API_VERSION } from '../apiVersion.js';
import { StripeFault } from '../StripeFault.js';
import type { Captured } from './Captured.js';
import { matcherOf, type RequestPattern } from './FaultPlan.js';

/** Secret keys, and the requests that each of them may make. */
export type Keys = Readonly<Record<string, readonly RequestPattern[]>>;

/**
 * Lets in whoever has a key, and only for what the key allows; a restricted key allows little. A request that names
 * another version of the API than the pinned one is let in, as Stripe would do, and has a fault.
 */
export function checkAccess(keys: Keys, request: Captured): void {
  const version = request.headers['stripe-version'];
  if (version !== API_VERSION)
    request.faults.push(`Stripe-Version is ${version ?? 'missing'}, and not ${API_VERSION}`);
  const key = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  const allowed = key === undefined ? undefined : keys[key];
  if (!allowed) {
    throw new StripeFault(401, {
      type: 'invalid_request_error',
      message:
        key === undefined
          ? 'You did not provide an API key.'
          : `Invalid API Key provided: ${key.slice(0, 8)}***`,
    });
  }
  if (!allowed.some((pattern) => matcherOf(pattern)(request))) {
    throw new StripeFault(403, {
      type: 'invalid_request_error',
      code: 'more_permissions_required_for_application',
      message: `The provided key '${key?.slice(0, 8)}***' does not have the required permissions for this endpoint.`,
    });
  }
}
