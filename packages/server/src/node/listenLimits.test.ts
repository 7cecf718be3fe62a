import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readBody } from '../http/readBody.js';
import { respondError } from '../http/respond.js';
import { listen, type Answer, type Listener } from './listen.js';

vi.setConfig({ testTimeout: 30_000 });

const MIB = 1024 * 1024;
/** So long that no test comes to see it. */
const NEVER = 600_000;

let listener: Listener;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener.close();
});

async function answering(answer: Answer, reading = { nextMs: NEVER, wholeMs: NEVER }): Promise<void> {
  listener = await listen({ host: '127.0.0.1', port: 0 }, reading);
  listener.open(answer);
}

function open(): Socket {
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

/** Sends text, and returns all that comes until the server closes. */
async function talk(text: string): Promise<string> {
  const socket = open();
  let heard = '';
  socket.on('data', (bytes) => (heard += String(bytes)));
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n';

describe('an answer', () => {
  const large = async () => new Response(new Uint8Array(32 * MIB));

  test('[S171] that nobody reads ends with the connection', async () => {
    await answering(large, { nextMs: 500, wholeMs: NEVER });
    const socket = open();
    socket.write(`${REQUEST}\r\n`);
    socket.pause();
    await expect.poll(connections).toBe(1);
    await expect.poll(connections).toBe(0);
  });

  test('[S171] that is read in bites ends after its time, however long that goes on', async () => {
    await answering(large, { nextMs: NEVER, wholeMs: 1_500 });
    const socket = open();
    const began = Date.now();
    let read = 0;
    socket.write(`${REQUEST}\r\n`);
    const bites = setInterval(() => {
      read += (socket.read(16 * 1024) as Buffer | null)?.length ?? 0;
    }, 50);
    await expect.poll(connections).toBe(1);
    await expect.poll(connections).toBe(0);
    clearInterval(bites);
    expect([Date.now() - began > 1_000, read > 0, read < 32 * MIB]).toEqual([true, true, true]);
  });

  test('[S171] that is read is whole', async () => {
    await answering(large);
    const response = await fetch(`http://127.0.0.1:${listener.port}`);
    expect((await response.arrayBuffer()).byteLength).toBe(32 * MIB);
  });

  /** How many the server holds; it does not count those that have sent nothing yet. */
  const connections = () => listener.connections();
});

test('[S172] a stream is refused at 64 KiB, long before its end', async () => {
  await answering(async (request) =>
    readBody(request).then(
      () => new Response('read'),
      (error: unknown) => respondError(error, 'req_1'),
    ),
  );
  const socket = open();
  let heard = '';
  socket.on('data', (bytes) => (heard += String(bytes)));
  socket.write(
    `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MIB, 0x20), Buffer.from('\r\n')]);
  let sent = 0;
  while (!socket.destroyed && sent < 1024) {
    sent += 1;
    if (!socket.write(chunk))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
  }
  await closed;
  expect(heard).toContain('HTTP/1.1 413');
  expect(sent).toBeLessThan(512);
});

describe('headers', () => {
  const ok = async () => new Response('ok');
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `X-${n}: y\r\n`).join('');

  test('[S173] are a hundred at most', async () => {
    await answering(ok);
    expect(await talk(`${REQUEST}${lines(98)}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await talk(`${REQUEST}${lines(99)}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    // More than Node itself would pass on.
    expect(await talk(`${REQUEST}${lines(1_900)}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('[S173] are 16 KiB at most, with the line before them', async () => {
    await answering(ok);
    expect(await talk(`${REQUEST}X: ${'y'.repeat(17_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await talk(`GET /${'y'.repeat(17_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is none', 'Content-Length: +2\r\n\r\n{}'],
    ['a line that is folded', 'X: y\r\n z: a\r\n\r\n'],
    ['a name with a space', 'X : y\r\n\r\n'],
  ])('[S173] with %s are refused, and nothing after them is heard', async (_, rest) => {
    const heard: string[] = [];
    await answering(async (request) => {
      heard.push(request.method);
      return new Response('ok');
    });
    expect(
      await talk(`POST / HTTP/1.1\r\nHost: localhost\r\n${rest}GET /second HTTP/1.1\r\nHost: x\r\n\r\n`),
    ).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toEqual([]);
  });
});

test('[S174] a thousand connections that say nothing keep nobody waiting, and are closed', async () => {
  await answering(async () => new Response('ok'), { nextMs: 4_000, wholeMs: NEVER });
  for (let count = 0; count < 1_000; count++) open();
  const waited = [];
  for (let turn = 0; turn < 20; turn++) {
    const began = performance.now();
    expect((await fetch(`http://127.0.0.1:${listener.port}`)).status).toBe(200);
    waited.push(performance.now() - began);
  }
  // When their time is over nobody is in anybody's way: this is long before.
  expect(waited.toSorted((a, b) => a - b)[10]).toBeLessThan(2_000);
  await expect.poll(() => listener.connections(), { timeout: 20_000 }).toBeLessThan(10);
});
