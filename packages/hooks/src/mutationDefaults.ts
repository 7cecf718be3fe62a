import { isMisuse } from './BillfoldError.js';

/**
 * What every mutation of ours sets for itself, whatever the host's defaults are. Offline it fails at once: a payment
 * that waits for a connection would be made later, when nobody is looking.
 */
export const mutationDefaults = {
  networkMode: 'always',
  retry: 0,
  throwOnError: (error: Error) => isMisuse(error),
} as const;
