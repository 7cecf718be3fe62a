import ipaddr from 'ipaddr.js';
import { CannotStart } from '../CannotStart.js';
import type { Log } from '../http/router.js';

/** Whether an address is that of a proxy of ours, whose word on who asks is taken. */
export type IsTrusted = (address: string) => boolean;

/**
 * Knows proxies by their addresses and networks: `10.0.0.0/8`, `192.0.2.1`, `fd00::/8`.
 *
 * @throws CannotStart for the first that is neither.
 */
export function trustedProxies(list: readonly string[]): IsTrusted {
  const networks = list.map(readNetwork);
  return (address) => {
    const parsed = parse(address);
    return (
      parsed !== null &&
      networks.some((network) => network[0].kind() === parsed.kind() && parsed.match(network))
    );
  };
}

function readNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  // Written out whole: `10.1` would be read as 10.0.0.1, and `010.0.0.1` as 8.0.0.1.
  const isWhole = text.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(text.split('/')[0]!);
  try {
    if (isWhole && text.includes('/')) return ipaddr.parseCIDR(text) as [ipaddr.IPv4 | ipaddr.IPv6, number];
    const address = isWhole ? parse(text) : null;
    if (address) return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    // Said below.
  }
  throw new CannotStart(
    `BILLFOLD_TRUSTED_PROXIES must be addresses or networks separated by commas, such as 10.0.0.0/8; "${text}" is neither.`,
  );
}

/** Who asks, by the request and who is connected. Proxies that nobody has named are told of once: all limits would be theirs. */
export function clientsBehind(
  proxies: readonly string[],
  log: Pick<Log, 'warn'>,
): (request: Request, peer: string) => string {
  const isTrusted = trustedProxies(proxies);
  let isTold = false;
  return (request, peer) => {
    const forwardedFor = request.headers.get('x-forwarded-for');
    if (forwardedFor !== null && !isTold && !isTrusted(peer)) {
      isTold = true;
      log.warn(
        {},
        'X-Forwarded-For came from an address that BILLFOLD_TRUSTED_PROXIES does not name, and says nothing: ' +
          'behind a proxy, all its clients are limited as if they were one',
      );
    }
    return clientAddress(peer, forwardedFor, isTrusted);
  };
}

/**
 * Who asks: the one who is connected, or, behind proxies that are trusted, whom the nearest of them names that is none itself.
 * What stands further left in `X-Forwarded-For` anybody may have written. An address that is none ends the search, at the
 * proxy that passed it on.
 *
 * @returns an address of IPv4, or a network of IPv6: of those 2^64 addresses one subscriber has all.
 */
export function clientAddress(peer: string, forwardedFor: string | null, isTrusted: IsTrusted): string {
  let client = peer;
  const named = forwardedFor === null ? [] : forwardedFor.split(',');
  while (named.length > 0 && isTrusted(client)) {
    const next = withoutPort(named.pop()!.trim());
    if (parse(next) === null) break;
    client = next;
  }
  return subscriber(client);
}

function subscriber(address: string): string {
  const parsed = parse(address);
  if (parsed === null) return address;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const [a, b, c, d] = (parsed as ipaddr.IPv6).parts;
  return `${new ipaddr.IPv6([a!, b!, c!, d!, 0, 0, 0, 0]).toString()}/64`;
}

/** Some proxies add the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
function withoutPort(text: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
}

/** An address of IPv4 that is written as one of IPv6, as sockets do, is the address of IPv4. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const isAddress = text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
  return isAddress ? ipaddr.process(text) : null;
}
