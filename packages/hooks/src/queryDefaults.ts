import { isBillfoldError, isMisuse, type BillfoldError } from './BillfoldError.js';

const MINUTE = 60_000;

/**
 * What every query of ours sets for itself, because the host's defaults were chosen for other data. Offline it fails
 * at once instead of waiting in silence, and it runs again when the connection is back.
 */
export function queryDefaults() {
  return {
    staleTime: MINUTE,
    // A server keeps a query as long as its request's QueryClient lives; a timer would only hold the memory longer.
    gcTime: typeof window === 'undefined' ? Infinity : 5 * MINUTE,
    networkMode: 'always',
    refetchOnReconnect: true,
    refetchOnWindowFocus: true,
    retry: (failures: number, error: Error) => failures < 2 && isBillfoldError(error) && mayPass(error),
    throwOnError: isMisuse,
  } as const;
}

/** Whether the same request may succeed by itself a moment later: never after a 4xx, never while offline. */
export function mayPass({ code, status }: BillfoldError): boolean {
  if (globalThis.navigator?.onLine === false) return false;
  return status === null ? code === 'network' || code === 'timeout' : status >= 500;
}
