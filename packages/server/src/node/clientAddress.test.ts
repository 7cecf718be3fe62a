import { describe, expect, test } from 'vitest';
import { clientAddress, clientsBehind, trustedProxies } from './clientAddress.js';

const nobody = trustedProxies([]);
const ours = trustedProxies(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

describe('who asks', () => {
  test.each([
    ['nobody is trusted', '10.0.0.1', '198.51.100.7', nobody, '10.0.0.1'],
    ['the proxy says so', '10.0.0.1', '198.51.100.7', ours, '198.51.100.7'],
    ['nothing was forwarded', '10.0.0.1', null, ours, '10.0.0.1'],
    ['somebody else says so', '203.0.113.5', '198.51.100.7', ours, '203.0.113.5'],
    ['the client wrote what stands further left', '10.0.0.1', '1.1.1.1, 198.51.100.7', ours, '198.51.100.7'],
    ['two proxies pass it on', '10.0.0.1', '198.51.100.7, 192.0.2.1', ours, '198.51.100.7'],
    ['the client calls itself a proxy', '10.0.0.1', '10.9.9.9, 198.51.100.7', ours, '198.51.100.7'],
    ['it comes from inside', '10.0.0.1', '10.0.0.2', ours, '10.0.0.2'],
    ['it is no address', '10.0.0.1', '198.51.100.7, unknown', ours, '10.0.0.1'],
    ['nothing is between the commas', '10.0.0.1', '198.51.100.7,,', ours, '10.0.0.1'],
    ['the port is written too', '10.0.0.1', '198.51.100.7:4711', ours, '198.51.100.7'],
    ['the proxy is written as IPv6', '::ffff:10.0.0.1', '198.51.100.7', ours, '198.51.100.7'],
    ['the client is', '10.0.0.1', '::ffff:198.51.100.7', ours, '198.51.100.7'],
    ['the proxy has IPv6', 'fd00::1', '[2001:db8:1:2::9]:443', ours, '2001:db8:1:2::/64'],
    ['it could be another number', '10.0.0.1', '0x7f000001', ours, '10.0.0.1'],
    ['the peer has gone', '', '198.51.100.7', ours, ''],
  ])('[S166] when %s', (_, peer, forwardedFor, isTrusted, client) => {
    expect(clientAddress(peer, forwardedFor, isTrusted)).toBe(client);
  });

  test('[S167] addresses of one network of IPv6 are one client, others are others', () => {
    const client = (address: string) => clientAddress(address, null, nobody);
    expect(client('2001:db8:1:2::1')).toBe(client('2001:db8:1:2:ffff:ffff:ffff:ffff'));
    expect(client('2001:db8:1:2::1')).not.toBe(client('2001:db8:1:3::1'));
    expect(client('198.51.100.7')).not.toBe(client('198.51.100.8'));
  });
});

test.each(['10.0.0.0/33', 'proxy', '10.1', '010.0.0.1', '300.0.0.1', '10.0.0.1/8/9', '*', 'fd00::/129'])(
  '[S166] %s is no proxy that can be trusted',
  (text) => {
    expect(() => trustedProxies(['192.0.2.1', text])).toThrow(
      `BILLFOLD_TRUSTED_PROXIES must be addresses or networks separated by commas, such as 10.0.0.0/8; "${text}" is neither.`,
    );
  },
);

test('[S166] a proxy that is not named is told of once', () => {
  const told: string[] = [];
  const clientOf = clientsBehind(['192.0.2.1'], { warn: (_, message) => told.push(message) });
  const request = new Request('http://localhost', { headers: { 'x-forwarded-for': '198.51.100.7' } });

  expect(clientOf(request, '192.0.2.1')).toBe('198.51.100.7');
  expect(told).toEqual([]);
  expect([clientOf(request, '10.0.0.1'), clientOf(request, '10.0.0.1')]).toEqual(['10.0.0.1', '10.0.0.1']);
  expect(told).toEqual([expect.stringContaining('BILLFOLD_TRUSTED_PROXIES')]);
});
