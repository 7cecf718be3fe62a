import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServerProcess, type ServerProcess } from '../testing/startServerProcess.js';

// A process of its own: what it costs to send must not be taken for what it costs to refuse.

const MIB = 1024 * 1024;

let dataDir: string;
let server: ServerProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'billfold-data-'));
  server = await startServerProcess({ BILLFOLD_DATA_DIR: dataDir, BILLFOLD_LOG_LEVEL: 'error' });
});
afterAll(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true });
});

test.each([
  ['that says how long it is', `Content-Length: ${1024 * MIB}`],
  ['that does not say', 'Transfer-Encoding: chunked'],
])('[S172] a body of a gibibyte %s is refused long before its end, and is not kept', async (_, length) => {
  await send(length, 1);
  const before = memoryOf(server);
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(length, 1024)));
  for (const { answer, ms } of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(ms).toBeLessThan(5_000);
  }
  expect(memoryOf(server) - before).toBeLessThan(50 * MIB);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

/** Sends so many mebibytes, as fast as they are taken. @returns the answer, and how long it took to come. */
function send(length: string, mebibytes: number): Promise<{ answer: string; ms: number }> {
  const chunked = length.startsWith('Transfer');
  const chunk = Buffer.alloc(MIB, 0x20);
  const piece = chunked ? Buffer.concat([Buffer.from('100000\r\n'), chunk, Buffer.from('\r\n')]) : chunk;
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const began = performance.now();
    let answer = '';
    let ms = Infinity;
    let sent = 0;
    const go = () => {
      while (!socket.destroyed && sent < mebibytes) {
        sent += 1;
        if (!socket.write(piece)) return;
      }
    };
    socket.on('drain', go);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (answer === '') ms = performance.now() - began;
      answer += String(bytes);
      if (sent >= mebibytes) socket.destroy();
    });
    socket.on('close', () => resolve({ answer, ms }));
    socket.write(
      `POST /portal/v1/session/exchange HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
    );
    go();
  });
}

const memoryOf = ({ process }: ServerProcess) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(process.pid)], { encoding: 'utf8' })) * 1024;
