import type { createPortalSession, InputOf } from '@billfold/contract';

/** Why the portal can't be opened: nobody is signed in, nobody was ever billed, or something failed. */
export type PortalFailure = 'unauthorized' | 'noCustomer' | 'failed';

/** Request headers by name, or what makes them when they are needed. */
export type PortalHeaders =
  Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** What the customer is sent to the portal for, as `createPortalSession` takes it. */
export type PortalFlow = NonNullable<InputOf<typeof createPortalSession>['flow']>;

/** Asks the app's own route for a link to the portal. Never throws: whatever happens is an address or a failure. */
export async function openPortal(
  action: string,
  body: { returnUrl: string; configuration?: string; flow?: PortalFlow },
  headers?: PortalHeaders,
): Promise<URL | PortalFailure> {
  try {
    const own = typeof headers === 'function' ? await headers() : headers;
    const response = await fetch(action, {
      method: 'POST',
      headers: { ...own, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // Longer than any route takes that still works.
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status === 401) return 'unauthorized';

    const answer = (await response.json()) as { data?: { url: string }; error?: { code: string } };
    // By its code, because a route that does not exist answers 404 as well.
    if (answer.error?.code === 'NOT_FOUND') return 'noCustomer';
    const url = new URL(answer.data!.url);
    // `javascript:` is an address too, and not one to go to.
    return /^https?:/.test(url.href) ? url : 'failed';
  } catch {
    return 'failed';
  }
}
