import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErrorCode } from '@billfold/contract';
import { canSucceed } from '../../test/fuzz/canSucceed.js';
import { changedBy, factsOf } from '../../test/fuzz/facts.js';
import { fuzzRequests } from '../../test/fuzz/fuzzRequests.js';
import { openFuzzTest, type FuzzTest } from '../../test/fuzz/openFuzzTest.js';
import { operationsByName } from '../../test/fuzz/operationsByName.js';
import { renewAfter } from '../../test/fuzz/renewAfter.js';
import { writeRequest } from '../../test/fuzz/writeRequest.js';

const RUNS = process.env['BILLFOLD_PROVE'] === 'full' ? 50_000 : 10_000;

let fuzz: FuzzTest;
beforeAll(async () => {
  fuzz = await openFuzzTest();
});
afterAll(() => fuzz?.close());

/** Refused before anything was looked at. */
const AT_THE_DOOR = [400, 401, 403, 405, 413, 415, 428];

/** Kinds of answers that must have come up. */
const STATUSES = [200, 201, 204, 400, 401, 403, 404, 405, 409, 412, 415, 428];

/** What must have been done, or be possible in one of the states. */
const POSSIBLE = [
  'changeSubscription',
  'changeSubscriptionOfCustomer',
  'updateSubscription',
  'cancelSubscription',
  'pauseSubscription',
  'createSetupIntent',
  'confirmSandboxSetup',
  'addPaymentMethod',
  'setDefaultPaymentMethod',
  'removePaymentMethod',
  'updateBillingDetails',
  'addTaxId',
  'removeTaxId',
  'exportInvoices',
  'exportInvoiceDocuments',
  'listActivity',
  'updatePortalConfiguration',
  'updateBranding',
  'createWebhookEndpoint',
  'listAuditLog',
  'confirmStepUp',
  'updateBillingDetailsOfCustomer',
];

test(`[S29] ${RUNS} generated requests: no fault, nothing undeclared, nothing changed by what was refused`, async () => {
  const { database, fetch } = fuzz.portal;
  const reached = new Map<string, number>();
  const succeeded = new Set<string>();
  const statuses = new Set<number>();
  let before = await factsOf(database);
  await fc.assert(
    fc.asyncProperty(
      fuzzRequests(() => fuzz.ids),
      async (wanted) => {
        const { name, method } = wanted;
        if (name.startsWith('changeSubscription')) {
          await fuzz.nameQuote();
          before = await factsOf(database);
        }
        const request = await writeRequest(fuzz, wanted);
        if (!request) return;
        // It is held against the contract as well: whatever is not declared there fails.
        const response = await fetch(request.url, request.init);

        const { status } = response;
        statuses.add(status);
        expect(status).toBeLessThan(500);
        if (!AT_THE_DOOR.includes(status)) reached.set(name, (reached.get(name) ?? 0) + 1);
        if (status < 300) succeeded.add(name);
        const after = await factsOf(database);
        if (status >= 300) {
          const code = method === 'HEAD' ? null : await codeOf(response);
          expect([code, after]).toEqual([code, { ...before, ...changedBy(code, after) }]);
          before = after;
          return;
        }
        // By what was done, which is another operation where the method was another one.
        const { path } = operationsByName[name]!;
        const done = Object.values(operationsByName).find((it) => it.path === path && it.method === method);
        await renewAfter(fuzz, { done: done?.name, method, path, response });
        before = await factsOf(database);
      },
    ),
    { numRuns: RUNS },
  );
  // A fuzz that is refused at the door proves nothing: every operation was reached, and every kind of answer came up.
  for (const name of Object.keys(operationsByName))
    expect([name, (reached.get(name) ?? 0) > RUNS / 1000]).toEqual([name, true]);
  // What came of right inputs is chance: a state must fit, a quote be good. What it has not brought is sought on purpose.
  for (const name of POSSIBLE)
    expect([name, succeeded.has(name) || (await canSucceed(fuzz, name))]).toEqual([name, true]);
  for (const status of STATUSES) expect([status, statuses.has(status)]).toEqual([status, true]);
});

async function codeOf(response: Response): Promise<ErrorCode> {
  return ((await response.json()) as { error: { code: ErrorCode } }).error.code;
}
