/**
 * An address that a customer can be sent to, from data of somebody else: null for everything but a page of the web, such as
 * `javascript:`, which would run on the host's page.
 */
export function webAddress(url: string | null | undefined): string | null {
  try {
    const { protocol } = new URL(url ?? '');
    return protocol === 'https:' || protocol === 'http:' ? (url ?? null) : null;
  } catch {
    // Not an absolute address. `URL.canParse` would say so too, in engines that have it.
    return null;
  }
}
