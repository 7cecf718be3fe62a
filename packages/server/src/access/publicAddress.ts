import ipaddr from 'ipaddr.js';

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];
const network = (text: string) => ipaddr.parseCIDR(text) as Network;

/** Networks of IPv4 that are not the public internet, and what answers to every machine of a cloud. */
const notPublic = [
  '0.0.0.0/8', // this network; on many systems, this machine
  '10.0.0.0/8',
  '100.64.0.0/10', // behind a carrier's address translation; the metadata of some clouds
  '127.0.0.0/8',
  '168.63.129.16/32', // a public address, and what every machine on Azure reaches its host by
  '169.254.0.0/16', // this link; the metadata of most clouds
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4', // with the broadcast address
].map(network);

/** Of IPv6 only this is given to anybody for the internet: what is not in it is refused without being named. */
const globalUnicast = network('2000::/3');
const notPublicInIt = [
  '2001::/23', // protocols' own, with Teredo, which wraps addresses of IPv4
  '2001:db8::/32',
  '3fff::/20',
].map(network);

/** Networks of IPv6 that stand for addresses of IPv4, and after how many bytes such an address begins. */
const wrappers: [Network, number][] = [
  [network('::ffff:0:0/96'), 12],
  [network('64:ff9b::/96'), 12], // NAT64
  [network('2002::/16'), 2], // 6to4
];

/**
 * Whether an address leads to the public internet, and not into the network that this server stands in. What is written as
 * IPv6 and leads to an address of IPv4 is judged by that.
 *
 * @param address as a resolver gives it. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return !isIn(parsed, notPublic);
  const wrapper = wrappers.find(([wrapping]) => parsed.match(wrapping));
  if (wrapper)
    return isPublicAddress(
      parsed
        .toByteArray()
        .slice(wrapper[1], wrapper[1] + 4)
        .join('.'),
    );
  return parsed.match(globalUnicast) && !isIn(parsed, notPublicInIt);
}

/** Whether an address is this machine's own, by which nobody else can be reached. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (ipaddr.IPv4.isValidFourPartDecimal(address) && address.startsWith('127.'));
}

/** For each, because addresses of the two kinds can not be compared. */
const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, networks: Network[]) =>
  networks.some((it) => address.match(it));
