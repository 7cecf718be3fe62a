import { describe, expect, test, vi } from 'vitest';
import { createSessionGate } from './sessionGate.js';

/** A server that knows which sessions live. */
function openGate(living: string[]) {
  const asked: string[] = [];
  const gate = createSessionGate('bps_first', async (_, init) => {
    const session = new Headers(init?.headers).get('Billfold-Session')!;
    asked.push(`${init?.method ?? 'GET'} ${session}`);
    return new Response(null, { status: living.includes(session) ? 200 : 401 });
  });
  return { gate, asked, living };
}

/** What has become of a promise by now. */
async function stateOf(promise: Promise<Response>): Promise<number | 'waiting'> {
  await new Promise((resolve) => setTimeout(resolve));
  return Promise.race([promise.then(({ status }) => status), Promise.resolve('waiting' as const)]);
}

describe('[P55] requests of a page whose session has ended', () => {
  test('a question waits, and is asked again in the session that takes its place', async () => {
    const { gate, asked, living } = openGate([]);
    const answer = gate.fetch('/portal/v1/invoices');
    expect(await stateOf(answer)).toBe('waiting');
    expect(gate.isLapsed()).toBe(true);

    living.push('bps_second');
    gate.resume('bps_second');
    expect((await answer).status).toBe(200);
    expect(asked).toEqual(['GET bps_first', 'GET bps_second']);
    expect([gate.isLapsed(), gate.session()]).toEqual([false, 'bps_second']);
  });

  test('what would change something is told so, and is not sent again by itself', async () => {
    const { gate, asked, living } = openGate([]);
    expect((await gate.fetch('/portal/v1/billing-details', { method: 'PATCH' })).status).toBe(401);
    living.push('bps_second');
    gate.resume('bps_second');
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).toEqual(['PATCH bps_first']);
  });

  test('while it lasts no question leaves the page; one that is given up ends', async () => {
    const { gate, asked } = openGate([]);
    void gate.fetch('/portal/v1/invoices');
    await vi.waitFor(() => expect(gate.isLapsed()).toBe(true));
    const leaving = new AbortController();
    const second = gate.fetch('/portal/v1/plans', { signal: leaving.signal });
    expect(await stateOf(second)).toBe('waiting');
    expect(asked).toEqual(['GET bps_first']);
    leaving.abort();
    await expect(second).rejects.toThrow(/abort/i);
  });

  test('an answer for a session that was replaced meanwhile ends nothing', async () => {
    let answer: (response: Response) => void = () => {};
    const sent: string[] = [];
    const gate = createSessionGate('bps_first', (_, init) => {
      sent.push(new Headers(init?.headers).get('Billfold-Session')!);
      return sent.length === 1
        ? new Promise((resolve) => (answer = resolve))
        : Promise.resolve(new Response());
    });
    const question = gate.fetch('/portal/v1/invoices');
    gate.resume('bps_second');
    answer(new Response(null, { status: 401 }));
    expect((await question).status).toBe(200);
    expect(gate.isLapsed()).toBe(false);
    expect(sent).toEqual(['bps_first', 'bps_second']);
  });
});
