import type { FetchLogo } from '../branding/FetchLogo.js';
import { LARGEST_LOGO } from '../branding/LogoImage.js';
import { guardedRequest, GuardedRequestFailed, type GuardedFailure } from './guardedRequest.js';

/** Seconds are for servers that are slow, not for those that keep somebody waiting. */
const TIMEOUT_MS = 5_000;

/**
 * At a time. Whoever waits for one holds a connection to the database, and a merchant whose server says nothing must not be
 * able to hold them all.
 */
const MOST = 4;
let underWay = 0;

const faults: Record<GuardedFailure, string> = {
  address_not_allowed: 'must be at a public address, on port 443 or 8443',
  dns: 'could not be fetched: there is no such host',
  connection: 'could not be fetched: its server did not answer',
  tls: 'could not be fetched: its server has no certificate that is trusted',
  timeout: `could not be fetched within ${TIMEOUT_MS / 1000} seconds`,
};

/** Fetches logos from public addresses, past no redirect, and no more of them than a logo may have. */
export const fetchLogo: FetchLogo = (url) => fetchBy(guardedRequest, url);

/** The same over any way of sending a request. */
export async function fetchBy(send: typeof guardedRequest, url: string): ReturnType<FetchLogo> {
  if (underWay >= MOST) return { fault: 'could not be fetched now, others are waited for: try again' };
  underWay += 1;
  try {
    const { status, body, isWhole } = await send({
      url,
      method: 'GET',
      headers: { accept: 'image/png, image/jpeg, image/webp' },
      longestAnswer: LARGEST_LOGO,
      timeoutMs: TIMEOUT_MS,
    });
    if (status >= 300 && status < 400)
      return { fault: 'leads elsewhere: give the address of the image itself' };
    if (status !== 200) return { fault: `could not be fetched: its server answered ${status}` };
    return isWhole ? { bytes: body } : { fault: 'must be at most 512 KiB' };
  } catch (error) {
    if (!(error instanceof GuardedRequestFailed)) throw error;
    return { fault: faults[error.failure] };
  } finally {
    underWay -= 1;
  }
}
