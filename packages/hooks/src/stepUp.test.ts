import { getBillingDetails, payInvoice, updateBillingDetails, type StepUpAction } from '@billfold/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred, failure, json, recordingFetch, rejection, tokens } from '../test/answers.js';
import { BillfoldError } from './BillfoldError.js';
import { createClient, type ClientOptions } from './client.js';
import type { OnStepUp } from './stepUp.js';
import { intentKeys } from './useIntentKey.js';

const refused = () => failure(403, 'step_up_required');

/** A portal that wants a proof before anything is written, and what was sent to it. */
function open({ url = 'https://app.test/confirm?from=billing' as string | null, ...options }: Options = {}) {
  const portal = { isProven: false };
  const { fetch, sent } = recordingFetch(({ init, url: asked }) => {
    if (asked.endsWith('/session'))
      return json({ id: 'bps_1', stepUp: { actions: [], url, provenUntil: null } });
    return init.method === 'GET' || portal.isProven ? json({ name: 'Example GmbH' }) : refused();
  });
  const session = tokens().ask;
  const client = createClient({ baseUrl: 'https://billing.test', session, fetch, ...options });
  const names = () =>
    sent.map(({ init, url }) => `${init.method} ${new URL(url).pathname.slice('/portal/v1'.length)}`);
  return { client, portal, sent, names };
}

type Options = Partial<ClientOptions> & { url?: string | null };

const rename = (client: ReturnType<typeof open>['client'], idempotencyKey = 'key_1') =>
  client.call(updateBillingDetails, { name: 'Example GmbH' }, { idempotencyKey });
const pay = (client: ReturnType<typeof open>['client'], idempotencyKey = 'key_2') =>
  client.call(payInvoice, { invoice: 'in_1' }, { idempotencyKey });

const asked = () => vi.fn<OnStepUp>();

test('[H119] what needs a proof is asked of the app, and sent once more as it was', async () => {
  const page = open({ onStepUp: (request) => onStepUp(request) });
  const onStepUp = asked().mockImplementation(async () => (page.portal.isProven = true));
  expect(await rename(page.client)).toEqual({ name: 'Example GmbH' });
  expect(onStepUp.mock.calls).toEqual([
    [
      {
        session: 'bps_1',
        action: 'billing_details' satisfies StepUpAction,
        url: 'https://app.test/confirm?from=billing&session=bps_1',
      },
    ],
  ]);
  expect(page.names()).toEqual(['PATCH /billing-details', 'GET /session', 'PATCH /billing-details']);
  const [first, , again] = page.sent;
  expect(again!.init.body).toBe(first!.init.body);
  expect(again!.headers.get('Idempotency-Key')).toBe('key_1');
  expect(again!.headers.get('Authorization')).toBe(first!.headers.get('Authorization'));
});

test('[H119] what needs none asks for nothing', async () => {
  const onStepUp = asked();
  const { client, names } = open({ onStepUp });
  await client.call(getBillingDetails, {});
  expect(onStepUp).not.toHaveBeenCalled();
  expect(names()).toEqual(['GET /billing-details']);
});

describe('without a proof', () => {
  const broken = async () => {
    throw new Error('The dialog broke.');
  };
  beforeEach(() => vi.stubGlobal('reportError', vi.fn()));
  afterEach(() => vi.unstubAllGlobals());

  test.each<[string, OnStepUp | undefined]>([
    ['the customer did not want to', async () => false],
    ['the app asks nobody', undefined],
    ['the app’s question broke', broken],
    ['the app answers with something else', async () => 'yes' as never],
  ])('[H120] it fails, and says what is missing: %s', async (_what, onStepUp) => {
    const { client, names } = open({ onStepUp });
    expect(await rejection(rename(client))).toMatchObject({
      code: 'step_up_required',
      status: 403,
      stepUp: {
        session: 'bps_1',
        action: 'billing_details',
        url: 'https://app.test/confirm?from=billing&session=bps_1',
      },
    });
    expect(names()).toEqual(['PATCH /billing-details', 'GET /session']);
    expect(reportError).toHaveBeenCalledTimes(onStepUp === broken ? 1 : 0);
  });

  test('[H120] the next press asks anew, and is done', async () => {
    const page = open({ onStepUp: (request) => onStepUp(request) });
    const onStepUp = asked().mockResolvedValueOnce(false);
    await rejection(rename(page.client));
    onStepUp.mockImplementation(async () => (page.portal.isProven = true));
    await rename(page.client);
    expect(onStepUp).toHaveBeenCalledTimes(2);
  });

  test.each([[null], ['javascript:alert(1)'], ['data:text/html,hello']])(
    '[H120] %s is no page to go to',
    async (url) => {
      const { client } = open({ url });
      expect(await rejection(rename(client))).toMatchObject({ stepUp: { session: 'bps_1', url: null } });
    },
  );

  test('[H120] a session that can not be asked leaves the refusal as it is', async () => {
    const { fetch } = recordingFetch(({ url }) =>
      url.endsWith('/session') ? failure(503, 'database_unavailable') : refused(),
    );
    const onStepUp = asked();
    const client = createClient({ baseUrl: '', session: tokens().ask, fetch, onStepUp });
    expect(await rejection(rename(client))).toMatchObject({ code: 'step_up_required', stepUp: null });
    expect(onStepUp).not.toHaveBeenCalled();
  });
});

describe('several calls', () => {
  test('[H121] are one question, and each is sent once more', async () => {
    const page = open({ onStepUp: (request) => onStepUp(request) });
    const answer = deferred<boolean>();
    const onStepUp = asked().mockReturnValue(answer.promise);
    const both = Promise.all([rename(page.client), pay(page.client)]);
    await vi.waitFor(() => expect(onStepUp).toHaveBeenCalled());
    await vi.waitFor(() => expect(page.names()).toContain('POST /invoices/in_1/pay'));
    page.portal.isProven = true;
    answer.resolve(true);
    await both;
    expect(onStepUp).toHaveBeenCalledOnce();
    expect(page.names().sort()).toEqual([
      'GET /session',
      'PATCH /billing-details',
      'PATCH /billing-details',
      'POST /invoices/in_1/pay',
      'POST /invoices/in_1/pay',
    ]);
  });

  test('[H121] which were refused together are told, each, what it is about', async () => {
    const { client } = open({ onStepUp: async () => false });
    const failures = await Promise.all([rejection(rename(client)), rejection(pay(client))]);
    expect(failures).toMatchObject([
      { stepUp: { action: 'billing_details' } },
      { stepUp: { action: 'pay' } },
    ]);
  });

  test('[H121] one that is refused late has the answer that was given meanwhile', async () => {
    const late = deferred<Response>();
    let isProven = false;
    let paid = 0;
    const { fetch } = recordingFetch(({ url }) => {
      if (url.endsWith('/session')) return json({ id: 'bps_1', stepUp: { url: null } });
      if (url.endsWith('/pay')) return (paid += 1) === 1 ? late.promise : json({});
      return isProven ? json({}) : refused();
    });
    const onStepUp = asked().mockImplementation(async () => (isProven = true));
    const client = createClient({ baseUrl: '', session: tokens().ask, fetch, onStepUp });
    const payment = pay(client);
    await rename(client);
    late.resolve(refused());
    await payment;
    expect(onStepUp).toHaveBeenCalledOnce();
    expect(paid).toBe(2);
  });
});

test('[H122] refused again after the proof, it fails, and nothing is asked in a loop', async () => {
  const onStepUp = asked().mockResolvedValue(true);
  const { client, names } = open({ onStepUp });
  expect(await rejection(rename(client))).toMatchObject({
    code: 'step_up_required',
    stepUp: { session: 'bps_1' },
  });
  expect(onStepUp).toHaveBeenCalledOnce();
  expect(names()).toEqual(['PATCH /billing-details', 'GET /session', 'PATCH /billing-details']);
});

test('[H123] the time that somebody takes to prove it is not the call’s', async () => {
  const page = open({ onStepUp: (request) => onStepUp(request), timeoutMs: 500 });
  const onStepUp = asked().mockImplementation(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return (page.portal.isProven = true);
  });
  expect(await rename(page.client)).toEqual({ name: 'Example GmbH' });
});

test('[H123] a caller who does not wait any more is not kept, and nothing is sent for them', async () => {
  const answer = deferred<boolean>();
  const onStepUp = asked().mockReturnValue(answer.promise);
  const { client, names } = open({ onStepUp });
  const caller = new AbortController();
  const call = client.call(
    updateBillingDetails,
    { name: 'Example GmbH' },
    { idempotencyKey: 'key_1', signal: caller.signal },
  );
  await vi.waitFor(() => expect(onStepUp).toHaveBeenCalled());
  caller.abort(new Error('gone'));
  expect(await rejection(call)).toMatchObject({ message: 'gone' });
  answer.resolve(true);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(names()).toEqual(['PATCH /billing-details', 'GET /session']);
});

test('[H40] a try that was turned away for a proof says nothing of the one before it: the intent keeps its key', async () => {
  const underKey = intentKeys();
  const keys: string[] = [];
  const send = (error: BillfoldError | null) => async (key: string) => {
    keys.push(key);
    if (error) throw error;
    return 'done';
  };
  const needsProof = new BillfoldError('step_up_required', '', { status: 403 });
  await rejection(underKey('pay', send(new BillfoldError('timeout', ''))));
  await rejection(underKey('pay', send(needsProof)));
  await underKey('pay', send(null));
  expect(new Set(keys).size).toBe(1);
});
