import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { pngOf } from '../../test/images.js';
import { fetchBy, fetchLogo } from './fetchLogo.js';
import { guardedRequest } from './guardedRequest.js';

/** What is said of a logo that a server of this machine answers for. */
async function fetchedFrom(answer: RequestListener): ReturnType<typeof fetchLogo> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const send: typeof guardedRequest = (request) => guardedRequest({ ...request, allowLoopback: true });
    return await fetchBy(send, `http://127.0.0.1:${port}/logo.png`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('[S220] an image is fetched whole', async () => {
  const png = pngOf();
  const asked: (string | undefined)[] = [];
  const got = await fetchedFrom((request, response) => {
    asked.push(request.method, request.headers.accept, request.headers.cookie);
    response.end(png);
  });
  expect(got).toEqual({ bytes: png });
  expect(asked).toEqual(['GET', 'image/png, image/jpeg, image/webp', undefined]);
});

test('[S220] servers that say nothing hold up four requests and no more', async () => {
  const answers: (() => void)[] = [];
  const send: typeof guardedRequest = () =>
    new Promise((resolve) => {
      const answer = { status: 404, headers: {}, body: new Uint8Array(), isWhole: true };
      answers.push(() => resolve(answer));
    });
  const asked = Array.from({ length: 4 }, () => fetchBy(send, 'https://example.com/logo.png'));
  const oneMore = () => fetchBy(send, 'https://example.com/logo.png');
  expect(await oneMore()).toEqual({ fault: 'could not be fetched now, others are waited for: try again' });
  for (const answer of answers) answer();
  await Promise.all(asked);
  const later = oneMore();
  answers.at(-1)!();
  expect(await later).toEqual({ fault: 'could not be fetched: its server answered 404' });
});

test.each<[string, RequestListener, string]>([
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'https://example.com/' }).end(),
    'leads elsewhere: give the address of the image itself',
  ],
  [
    'an error',
    (_, response) => response.writeHead(404).end(),
    'could not be fetched: its server answered 404',
  ],
  [
    'more than it may be',
    (_, response) => response.end(Buffer.alloc(512 * 1024 + 1)),
    'must be at most 512 KiB',
  ],
  [
    'a connection that ends',
    (request) => request.socket.destroy(),
    'could not be fetched: its server did not answer',
  ],
])('[S220] %s is no logo, and it is said why', async (_, answer, fault) => {
  expect(await fetchedFrom(answer)).toEqual({ fault });
});

test.each([
  'https://127.0.0.1/logo.png',
  'https://[::1]/logo.png',
  'https://169.254.169.254/latest/meta-data',
  'https://10.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://localhost/logo.png',
  'https://93.184.215.14:8080/logo.png',
])('[S220] %s is not asked', async (url) => {
  expect(await fetchLogo(url)).toEqual({ fault: 'must be at a public address, on port 443 or 8443' });
});
