import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { isPublicAddress } from '../access/publicAddress.js';
import { clearMemory } from '../testing/clearMemory.js';
import { freePort } from '../testing/freePort.js';
import {
  guardedRequest,
  type GuardedRequestFailed,
  type GuardedNetwork,
  type GuardedRequest,
} from './guardedRequest.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
});

/** A listener on this machine that counts who connects to it. */
async function listening(
  listener: RequestListener,
  server: Server = createServer(),
): Promise<{ port: number; hits(): number; url: string }> {
  let hits = 0;
  server.on('connection', () => (hits += 1));
  server.on('request', listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), server.close()));
  const { port } = server.address() as AddressInfo;
  return { port, hits: () => hits, url: `http://127.0.0.1:${port}` };
}

const failureOf = (request: Partial<GuardedRequest> & { url: string }, network?: GuardedNetwork) =>
  guardedRequest({ method: 'GET', timeoutMs: 2_000, ...request }, network).then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => (error as GuardedRequestFailed).failure ?? `threw ${String(error)}`,
  );

const fromLocal = (url: string, more: Partial<GuardedRequest> = {}) =>
  guardedRequest({ url, method: 'GET', timeoutMs: 2_000, allowLoopback: true, ...more });

/** Hosts as they have been written to get past checks of addresses, and one of every network that is not public. */
const hosts = [
  '127.0.0.1 127.1 127.255.255.254 2130706433 0x7f.1 0x7f000001 017700000001 ①②⑦.⓪.⓪.① 0 0.0.0.0',
  'localhost localhost. LOCALHOST 127.0.0.1. 10.0.0.1 100.64.0.1 100.100.100.200 168.63.129.16',
  '169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1',
  '198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 [::] [::1]',
  '[::127.0.0.1] [::ffff:127.0.0.1] [::ffff:a9fe:a9fe] [0:0:0:0:0:ffff:7f00:1] [64:ff9b::7f00:1]',
  '[64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [100::1] [2001:db8::1] [2001::1] [2002:7f00:1::]',
  '[2002:a9fe:a9fe::1] [fc00::1] [fd00:ec2::254] [fe80::1] [fec0::1] [ff02::1] [3fff::1] [4000::1]',
].flatMap((line) => line.split(' '));

test('[S180] nothing but a public address is connected to, however its host is written', async () => {
  const local = await listening((_, response) => response.end());
  const secure = await listening((_, response) => response.end(), await createLocalhost());
  for (const host of hosts) {
    for (const port of ['', `:${local.port}`, ':443']) {
      for (const scheme of ['https', 'http']) {
        const failure = await failureOf({ url: `${scheme}://${host}${port}/` });
        // Not every system knows this machine by this name.
        if (host === 'localhost.' && failure === 'dns') continue;
        expect([scheme, host, failure]).toEqual([scheme, host, 'address_not_allowed']);
      }
    }
  }
  expect(await failureOf({ url: `https://localhost:${secure.port}` })).toBe('address_not_allowed');
  expect(local.hits() + secure.hits()).toBe(0);
});

test('[S180] what is public is not refused, nor what wraps a public address', () => {
  const addresses = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'];
  for (const address of [...addresses, '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
  }
  for (const text of ['', 'example.com', '8.8.8.8/8', '[::1]', '::1%lo', 'fe80::1%eth0']) {
    expect([text, isPublicAddress(text)]).toEqual([text, false]);
  }
});

test('[S181] every address of a name must be public', async () => {
  const local = await listening((_, response) => response.end());
  for (const addresses of [['127.0.0.1'], ['93.184.215.14', '127.0.0.1'], ['93.184.215.14', '::1']]) {
    const resolve = async () => addresses.map((address) => ({ address, family: address === '::1' ? 6 : 4 }));
    expect(await failureOf({ url: 'https://example.com' }, { resolve })).toBe('address_not_allowed');
    // Nor does leave to use this machine's loopback cover a name that has another address too.
    const isMixed = addresses.length > 1;
    const allowed = { url: `http://example.com:${local.port}`, allowLoopback: true };
    expect(await failureOf(allowed, { resolve })).toBe(isMixed ? 'address_not_allowed' : 'answered 200');
  }
  expect(local.hits()).toBe(1);
});

test('[S181] a name is asked for once, and what was looked at is what is connected to', async () => {
  const local = await listening((_, response) => response.end());
  // 198.51.100.1 would be refused, and nobody answers there: a name that is asked for again leads away from the listener.
  const answers = ['127.0.0.1', '198.51.100.1'];
  let asked = 0;
  const resolve = async () => [{ address: answers[asked++]!, family: 4 }];
  const url = `http://flips.example.com:${local.port}`;
  expect(await failureOf({ url, allowLoopback: true }, { resolve })).toBe('answered 200');
  expect(asked).toBe(1);

  // The other way round: public when it is looked at, this machine a moment later. Nothing arrives here.
  const flipping = ['93.184.215.14', '127.0.0.1', '127.0.0.1'];
  let flips = 0;
  const flip = async () => [{ address: flipping[flips++]!, family: 4 }];
  await failureOf({ url: 'https://flips.example.com:8443', timeoutMs: 300 }, { resolve: flip });
  expect([flips, local.hits()]).toEqual([1, 1]);
});

test('[S182] only https, port 443 or 8443, and no user or password', async () => {
  const resolve = async () => [{ address: '93.184.215.14', family: 4 }];
  const urls = [
    'http://example.com',
    'https://example.com:22',
    'https://example.com:5432',
    'ftp://example.com',
  ];
  for (const url of [
    ...urls,
    'https://me:secret@example.com',
    'file:///etc/passwd',
    'https://me@example.com',
  ]) {
    const failures = await Promise.all([
      failureOf({ url }, { resolve }),
      failureOf({ url, allowLoopback: true }, { resolve }),
    ]);
    expect([url, ...failures]).toEqual([url, 'address_not_allowed', 'address_not_allowed']);
  }
});

test('[S182] a redirect is an answer, and no proxy of the environment is asked', async () => {
  const target = await listening((_, response) => response.end());
  const redirecting = await listening((_, response) => {
    response.writeHead(302, { location: target.url }).end();
  });
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']) {
    vi.stubEnv(name, target.url);
  }
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  expect((await fromLocal(redirecting.url)).status).toBe(302);
  expect(target.hits()).toBe(0);
});

test('[S183] of a long answer only the beginning is read, and the connection is closed', async () => {
  let closed = false;
  const endless = await listening((request, response) => {
    request.socket.on('close', () => (closed = true));
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 'a')));
      response.once('drain', more);
    };
    more();
  });
  const answer = await fromLocal(endless.url);
  expect([answer.status, answer.body.length, answer.isWhole]).toEqual([200, 65_536, false]);
  await expect.poll(() => closed).toBe(true);
  const exact = await listening((_, response) => response.end('a'.repeat(10)));
  expect(await fromLocal(exact.url, { longestAnswer: 10 })).toMatchObject({ isWhole: true });
  expect(await fromLocal(exact.url, { longestAnswer: 9 })).toMatchObject({ isWhole: false });
});

test('[S183] who does not answer in time, or trickles, or is asked for by a name that is not answered, times out', async () => {
  const silent = await listening(() => {});
  const trickling = await listening((_, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  for (const { url } of [silent, trickling]) {
    expect(await failureOf({ url, allowLoopback: true, timeoutMs: 200 })).toBe('timeout');
  }
  const resolve = () => new Promise<never>(() => {});
  expect(await failureOf({ url: 'https://example.com', timeoutMs: 200 }, { resolve })).toBe('timeout');
  const signal = AbortSignal.abort();
  expect(await failureOf({ url: silent.url, allowLoopback: true, signal })).toBe('timeout');
});

test('[S183] who wants to speak another protocol has answered, and is not spoken to any further', async () => {
  const server = createRawServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
    socket.on('close', () => (ended += 1));
  });
  let ended = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { status, body, isWhole } = await fromLocal(`http://127.0.0.1:${port}`);
  expect([status, body.byteLength, isWhole]).toEqual([101, 0, true]);
  await expect.poll(() => ended).toBe(1);
});

test('[S413] its time ends it also where memory is cleared up meanwhile, and so does who gives it up', async () => {
  const hanging = await listening((_, response) => void response.writeHead(200).write('half'));
  const giving = new AbortController();
  const outcomes = [
    failureOf({
      url: hanging.url,
      allowLoopback: true,
      timeoutMs: 500,
      signal: new AbortController().signal,
    }),
    failureOf({ url: hanging.url, allowLoopback: true, timeoutMs: 60_000, signal: giving.signal }),
  ];
  await expect.poll(() => hanging.hits()).toBe(2);
  clearMemory();
  setTimeout(() => giving.abort(), 500);
  const patience = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 10_000));
  expect(await Promise.race([Promise.all(outcomes), patience])).toEqual(['timeout', 'timeout']);
});

test('[S183] it is told why there was no answer', async () => {
  const breaking = await listening((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  expect(await failureOf({ url: breaking.url, allowLoopback: true })).toBe('connection');
  const nobody = `http://127.0.0.1:${await freePort()}`;
  expect(await failureOf({ url: nobody, allowLoopback: true })).toBe('connection');

  const secure = await listening((_, response) => response.end(), await createLocalhost());
  const url = `https://localhost:${secure.port}`;
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  expect(await failureOf({ url, allowLoopback: true }, { resolve })).toBe('tls');
  expect(await failureOf({ url, allowLoopback: true }, { resolve, ca: certificate().cert })).toBe(
    'answered 200',
  );
  // Somebody else's certificate is none, whoever has given it, and nothing of the environment makes it one.
  const another = { url: `https://another.example.com:${secure.port}`, allowLoopback: true };
  expect(await failureOf(another, { resolve, ca: certificate().cert })).toBe('tls');
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  expect(await failureOf({ url, allowLoopback: true }, { resolve })).toBe('tls');
  vi.unstubAllEnvs();
  const plain = await listening((_, response) => response.end());
  expect(await failureOf({ url: `https://localhost:${plain.port}`, allowLoopback: true }, { resolve })).toBe(
    'tls',
  );

  const unknown = async () => Promise.reject(new Error('ENOTFOUND'));
  expect(await failureOf({ url: 'https://example.com' }, { resolve: unknown })).toBe('dns');
  expect(await failureOf({ url: 'https://example.com' }, { resolve: async () => [] })).toBe('dns');
});

let made: { key: string; cert: string } | undefined;

/** A certificate for localhost that nobody believes who is not told to. */
function certificate(): { key: string; cert: string } {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'billfold-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const about = ['-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...elliptic, '-keyout', key, '-out', cert, ...about], {
    stdio: 'ignore',
  });
  made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

const createLocalhost = async () => createSecureServer(certificate());
