import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { Price, Subscription } from '@billfold/contract';
import { askPlanCheck, type ProposedPlanChange } from '../rules/checkPlanChange.js';
import { callPlanCheck } from './callPlanCheck.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const change: ProposedPlanChange = {
  customer: { id: 'cus_1', reference: 'acct_ä' },
  subscription: { id: 'sub_1', quantity: 8 } as Subscription,
  product: { id: 'prod_team', name: 'Team' },
  price: { id: 'price_teamMonthly' } as Price,
  quantity: 3,
  direction: 'downgrade',
  timing: 'period_end',
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** An app that answers like this, on a port of this machine. */
async function app(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/plan-check`;
}

const saying =
  (body: string, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body);

const ask = (url: string) => Promise.resolve(callPlanCheck({ url, secret })(change));

test('[S90] the app gets the change as JSON, signed so that it can tell who asks, and its sentences come back', async () => {
  const received: { method: string; headers: Record<string, string>; body: string }[] = [];
  const answer = saying('{"blockers":["Remove 5 members first."],"warnings":["Reports are kept."]}');
  const url = await app((request, response) => {
    const { method, headers } = request;
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ method: method!, headers: headers as Record<string, string>, body });
      answer(request, response);
    });
  });

  expect(await ask(url)).toEqual({
    blockers: ['Remove 5 members first.'],
    warnings: ['Reports are kept.'],
  });
  await ask(url);
  const [{ method, headers, body }, again] = received as [(typeof received)[0], (typeof received)[0]];
  expect([method, headers['content-type']]).toEqual(['POST', 'application/json']);
  expect(new Webhook(secret).verify(body, headers)).toEqual(change);
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(5);
  expect(again.headers['webhook-id']).not.toBe(headers['webhook-id']);

  const tampered = body.replace('"quantity":3', '"quantity":9');
  expect(() => new Webhook(secret).verify(tampered, headers)).toThrow();
  const other = new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
  expect(() => other.verify(body, headers)).toThrow();
});

test.each([
  ['nothing to say', '{}'],
  ['empty lists', '{"blockers":[],"warnings":[]}'],
])('[S90] %s: the change is fine', async (_, body) => {
  const url = await app(saying(body));
  expect(await askPlanCheck(callPlanCheck({ url, secret }), change)).toEqual({ blockers: [], warnings: [] });
});

/** What a portal makes of an app that answers like this. */
async function refusalOf(answer: RequestListener): Promise<{ code: string; retryAfter: number }> {
  const checkPlanChange = callPlanCheck({ url: await app(answer), secret });
  return askPlanCheck(checkPlanChange, change).then(
    () => expect.unreachable('It was taken for an answer.'),
    (error: unknown) => error as never,
  );
}

test.each<[string, RequestListener]>([
  ['an error', saying('{"blockers":[]}', 500)],
  ['a refusal', saying('{"blockers":[]}', 401)],
  ['another success', saying('', 204)],
  ['no JSON', saying('<p>Sign in first</p>')],
  ['half of it', saying('{"blockers":["Remove')],
  ['nothing', saying('')],
  ['null', saying('null')],
  ['a list', saying('[]')],
  ['an error that says it is fine', saying('{"error":"no such table"}')],
  ['one blocker beside no list', saying('{"blockers":"Remove 5 members first."}')],
  ['blockers that are no sentences', saying('{"blockers":[{"code":"members"}]}')],
  ['a sentence too long', saying(JSON.stringify({ blockers: ['x'.repeat(501)] }))],
  ['more than 64 KiB', saying(JSON.stringify({ blockers: [], warnings: ['x'.repeat(70_000)] }))],
  ['no end of bytes', (_, response) => endlessly(response.writeHead(200))],
  ['a connection that breaks', (_, response) => void response.destroy()],
])('[S91] %s is no answer', async (_, answer) => {
  expect(await refusalOf(answer)).toMatchObject({ code: 'plan_check_unavailable', retryAfter: 5 });
});

function endlessly(response: Parameters<RequestListener>[1]): void {
  const chunk = Buffer.alloc(16_384, ' ');
  const go = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', go);
  go();
}

test('[S91] a redirect is not followed', async () => {
  let reached = 0;
  const elsewhere = await app((request, response) => {
    reached++;
    saying('{}')(request, response);
  });
  for (const status of [301, 302, 303, 307, 308]) {
    const refusal = await refusalOf(
      (_, response) => void response.writeHead(status, { location: elsewhere }).end('{}'),
    );
    expect(refusal.code).toBe('plan_check_unavailable');
  }
  expect(reached).toBe(0);
});

test.each<[string, RequestListener]>([
  ['to begin', () => {}],
  ['to end', (_, response) => void response.writeHead(200).write('{"blockers":[')],
])('[S91] an app that takes too long %s is let go after 3 s', async (_, answer) => {
  let closed: Promise<unknown> | undefined;
  const url = await app((request, response) => {
    closed = once(response, 'close');
    answer(request, response);
  });
  const begun = Date.now();
  await expect(ask(url)).rejects.toThrow(/timeout/i);
  expect(Date.now() - begun).toBeGreaterThan(2_900);
  expect(Date.now() - begun).toBeLessThan(6_000);
  await closed;
});

test('[S91] an app that is down is no answer', async () => {
  const url = await app(saying('{}'));
  const [server] = servers.splice(0);
  await new Promise((resolve) => server!.close(resolve));
  await expect(askPlanCheck(callPlanCheck({ url, secret }), change)).rejects.toMatchObject({
    code: 'plan_check_unavailable',
  });
});
