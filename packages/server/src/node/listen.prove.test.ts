import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './listen.js';

// Real time passes here: the limits are Node's own, and only a slow client shows that they are in force.

test('[S58] clients that trickle are cut off, and everybody else is served meanwhile', async () => {
  const listener = await listen({ host: '127.0.0.1', port: 0 });
  listener.open(async (request) => new Response(await request.text()));
  const url = `http://127.0.0.1:${listener.port}`;

  const slowHeaders = Array.from({ length: 200 }, () =>
    trickle(listener.port, 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-A: b\r\n'),
  );
  const slowBodies = Array.from({ length: 200 }, () =>
    trickle(listener.port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n', '.'),
  );
  const answeredIn: number[] = [];
  const meanwhile = setInterval(() => {
    const began = performance.now();
    void fetch(url).then(() => answeredIn.push(performance.now() - began));
  }, 100);

  for (const ms of await Promise.all(slowHeaders)) expect(ms).toBeLessThan(13_000);
  for (const ms of await Promise.all(slowBodies)) expect(ms).toBeLessThan(25_000);
  clearInterval(meanwhile);
  answeredIn.sort((a, b) => a - b);
  expect(answeredIn.length).toBeGreaterThan(100);
  expect(answeredIn[Math.floor(answeredIn.length * 0.99)]).toBeLessThan(500);
  await listener.close();
});

/** Sends the beginning, then a little every half second. @returns how long the server put up with it. */
function trickle(port: number, beginning: string, drop: string): Promise<number> {
  const began = Date.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
    const timer = setInterval(() => socket.write(drop), 500);
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(Date.now() - began);
    });
  });
}
