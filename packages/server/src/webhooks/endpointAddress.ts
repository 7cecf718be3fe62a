import { isLoopbackAddress, isPublicAddress } from '../access/publicAddress.js';
import { BillfoldError } from '../errors.js';

/**
 * Whether endpoints may be on the server's own machine: only to try things out, that is in test mode, and where browsers reach
 * the portal on this machine too. A server that others reach would let its merchants knock at what listens beside it.
 */
export function mayBeLocal(publicUrl: string, testMode: boolean): boolean {
  return testMode && isLocal(new URL(publicUrl).hostname);
}

/**
 * Refuses an address that nothing would ever be sent to, while somebody is there to read why. What a name stands for is looked
 * at with every delivery.
 *
 * @throws BillfoldError `invalid_request`.
 */
export function checkEndpointUrl(text: string, allowLoopback: boolean): void {
  const { protocol, hostname, port } = new URL(text);
  if (allowLoopback && isLocal(hostname)) return;
  const host = hostname.replace(/^\[|\]$/g, '');
  const isLiteral = host.includes(':') || /^[\d.]+$/.test(host);
  const fault =
    protocol !== 'https:'
      ? 'must begin with https://'
      : !['', '8443'].includes(port)
        ? 'must be at port 443 or 8443'
        : isLocal(hostname) || (isLiteral && !isPublicAddress(host))
          ? 'must be reached from the internet'
          : null;
  if (fault) throw new BillfoldError('invalid_request', { fields: [{ path: 'url', message: fault }] });
}

const isLocal = (hostname: string) =>
  hostname === 'localhost' || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
