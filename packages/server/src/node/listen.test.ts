import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listen } from './listen.js';

const onAnyPort = () => listen({ host: '127.0.0.1', port: 0 });

const ok = async () => new Response('ok');

/** Answers when it is let go. */
function slowly() {
  const { promise: letGo, resolve: release } = deferred();
  const { promise: begun, resolve: begin } = deferred();
  const answer = async () => {
    begin();
    await letGo;
    return new Response('finished');
  };
  return { answer, begun, release };
}

function deferred() {
  let resolve!: () => void;
  const promise = new Promise<void>((it) => (resolve = it));
  return { promise, resolve };
}

test('[S54] while it starts it is alive and not ready', async () => {
  const listener = await onAnyPort();
  const url = `http://127.0.0.1:${listener.port}`;

  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/portal/v1/session`)).status).toBe(503);

  listener.open(ok);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await listener.close();
});

test('[S54] when it stops, /readyz is 503 at once, and other requests are answered for a while', async () => {
  const listener = await onAnyPort();
  const url = `http://127.0.0.1:${listener.port}`;
  listener.open(ok);

  const closed = listener.close({ keepAcceptingMs: 2_000 });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  const late = await fetch(`${url}/portal/v1/session`);
  expect([late.status, late.headers.get('connection'), await late.text()]).toEqual([200, 'close', 'ok']);

  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('[S55] requests that run are finished before it ends; new ones are not taken', async () => {
  const listener = await onAnyPort();
  const url = `http://127.0.0.1:${listener.port}`;
  const { answer, begun, release } = slowly();
  listener.open(answer);

  const request = fetch(url);
  await begun;
  let ended = false;
  const closed = listener.close().then(() => (ended = true));
  await pause(200);
  expect(ended).toBe(false);
  await expect(fetch(url)).rejects.toThrow();

  release();
  const response = await request;
  expect([response.headers.get('connection'), await response.text()]).toEqual(['close', 'finished']);
  await closed;
});

test('[S55] a request that does not end is cut off after its time', async () => {
  const listener = await onAnyPort();
  const { answer, begun } = slowly();
  listener.open(answer);

  const request = fetch(`http://127.0.0.1:${listener.port}`);
  request.catch(() => {});
  await begun;
  const began = Date.now();
  await listener.close({ finishWithinMs: 300 });

  // Less than half of the time that it is given where nothing is said.
  expect(Date.now() - began).toBeLessThan(10_000);
  await expect(request).rejects.toThrow();
});

test('[S55] connections without a request keep nothing waiting', async () => {
  const listener = await onAnyPort();
  listener.open(ok);
  const openedAhead = connect(listener.port, '127.0.0.1');
  await once(openedAhead, 'connect');
  const keptAlive = connect(listener.port, '127.0.0.1');
  keptAlive.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(keptAlive, 'data');

  const began = Date.now();
  await listener.close();

  expect(Date.now() - began).toBeLessThan(10_000);
});

test('[S57] a port that is in use is refused with a sentence that names it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };

  await expect(listen({ host: '127.0.0.1', port })).rejects.toThrow(
    new RegExp(`^Port ${port} is in use\\. .*PORT`),
  );
  await expect(listen({ host: '127.0.0.1', port, variable: 'BILLFOLD_FIELDS_PORT' })).rejects.toThrow(
    new RegExp(`^Port ${port} is in use\\. .*BILLFOLD_FIELDS_PORT`),
  );
  other.close();
});

test('[S57] an address that is not this machine is refused with the name of its variable', async () => {
  await expect(listen({ host: '203.0.113.1', port: 0 })).rejects.toThrow(
    /^BILLFOLD_HOST \("203\.0\.113\.1"\)/,
  );
});

test('[S59] the answer is told who asks', async () => {
  const listener = await onAnyPort();
  listener.open(async (_, peer) => new Response(peer.ip));

  expect(await (await fetch(`http://127.0.0.1:${listener.port}`)).text()).toBe('127.0.0.1');
  await listener.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
