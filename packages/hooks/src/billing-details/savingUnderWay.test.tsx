import type { BillingDetails, TaxId } from '@billfold/contract';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failure, json, type Sent } from '../../test/answers.js';
import { always, lost, openRoutes, type Routes } from '../../test/routes.js';
import type { BillingDetailsInput, BillingDetailsOutcome } from './saveBillingDetails.js';
import { useSaveBillingDetails } from './useSaveBillingDetails.js';

const PATCH = 'PATCH /billing-details';
const POST = 'POST /billing-details/tax-ids';
const DELETE = 'DELETE /billing-details/tax-ids/txi_9';

const details = { name: 'Example GmbH', taxIds: [] as TaxId[] } as BillingDetails;
const taxId = { id: 'txi_1', type: 'eu_vat', value: 'DE136695976' } as TaxId;
const gone = () => new Response(null, { status: 204 });

const input: BillingDetailsInput = {
  changes: { name: 'Example GmbH' },
  addTaxIds: [{ key: 'row_1', type: 'eu_vat', value: 'DE136695976' }],
  removeTaxIds: ['txi_9'],
};

function open(routes: Routes) {
  const page = openRoutes({ [PATCH]: always(details), [POST]: always(taxId), [DELETE]: gone, ...routes });
  const { result } = renderHook(() => useSaveBillingDetails(), { wrapper: page.wrapper });
  const save = async (given = input) => {
    let outcome!: BillingDetailsOutcome;
    await act(async () => {
      outcome = await result.current.save(given);
    });
    return outcome;
  };
  const keysOf = (name: string) => page.sentTo(name).map(({ headers }) => headers.get('Idempotency-Key'));
  return { ...page, result, save, keysOf };
}

describe('a step', () => {
  const steps = [
    ['at the first step', PATCH, always(details)],
    ['at a tax id', POST, always(taxId)],
    ['at a removal', DELETE, gone],
  ] as const;
  test.each(steps)(
    '[H104] that nobody answers (%s) is sent again under its key, and those before it are not',
    async (_, name, answer) => {
      const { save, keysOf, result } = open({ [name]: [lost, answer] });
      const first = await save();
      expect(first.problem).toMatchObject({ code: 'network' });
      await waitFor(() => expect(result.current.status).toBe('failed'));
      expect((await save()).problem).toBeNull();
      for (const [, step] of steps) {
        const keys = keysOf(step);
        expect(keys, step).toHaveLength(step === name ? 2 : 1);
        expect(new Set(keys).size, step).toBe(1);
      }
    },
  );

  test('[H104] that is turned away in between is still the one that nobody has answered', async () => {
    const { save, keysOf } = open({
      [PATCH]: [lost, () => failure(409, 'change_in_progress'), always(details)],
    });
    await save();
    await save();
    expect((await save()).problem).toBeNull();
    expect(keysOf(PATCH)).toHaveLength(3);
    expect(new Set(keysOf(PATCH)).size).toBe(1);
  });

  test('[H104] that says something else by then is another one', async () => {
    const { save, keysOf } = open({ [PATCH]: [lost, always(details)] });
    await save();
    await save({ ...input, changes: { name: 'Another GmbH' } });
    expect(new Set(keysOf(PATCH)).size).toBe(2);
  });

  test.each([
    [401, 'unauthorized', {}],
    [409, 'idempotency_in_flight', {}],
    [429, 'rate_limited', { 'Retry-After': '2' }],
    [503, 'database_unavailable', {}],
  ] as const)('[H104] that is answered with %i loses nothing', async (status, code, headers) => {
    const refused = () => failure(status, code, headers);
    const { save, sentTo, result } = open({
      [POST]: [refused, ...(status === 401 ? [refused] : []), always(taxId)],
    });
    expect(await save()).toMatchObject({ problem: { code }, saved: { changes: true, taxIds: {} } });
    await waitFor(() => expect(result.current.status).toBe('failed'));
    expect(result.current.retryAt === null).toBe(code !== 'rate_limited');
    expect((await save()).saved).toEqual({
      changes: true,
      taxIds: { row_1: taxId },
      removedTaxIds: ['txi_9'],
    });
    expect(sentTo(PATCH)).toHaveLength(1);
  });
});

describe('tax ids that are replaced where there are as many as there can be', () => {
  const onFile = Array.from({ length: 5 }, (_, index) => ({ ...taxId, id: `txi_${index + 5}` }));
  const full = { ...details, taxIds: onFile };
  const replacing = (rows: number): BillingDetailsInput => ({
    changes: { name: 'Example GmbH' },
    addTaxIds: Array.from({ length: rows }, (_, row) => ({
      key: `row_${row}`,
      type: 'eu_vat',
      value: `DE${row}`,
    })),
    removeTaxIds: ['txi_8', 'txi_9'],
  });
  const OTHER = 'DELETE /billing-details/tax-ids/txi_8';
  const writes = (sent: readonly Sent[]) =>
    sent
      .map(({ url, init }) => `${init.method} ${new URL(url).pathname.replace('/portal/v1', '')}`)
      .filter((name) => /^(POST|DELETE)/.test(name));

  test.each([
    [1, [OTHER, POST, DELETE]],
    [2, [OTHER, DELETE, POST, POST]],
  ])('[H114] %i new ones: as many as room is needed for go first', async (rows, order) => {
    const { save, sent } = open({ [PATCH]: always(full), [OTHER]: gone });
    expect(await save(replacing(rows))).toMatchObject({
      problem: null,
      saved: { removedTaxIds: ['txi_8', 'txi_9'] },
    });
    expect(writes(sent)).toEqual(order);
  });

  test('[H114] where there is room nothing is removed before its successor is there', async () => {
    const { save, sent } = open({
      [PATCH]: always({ ...full, taxIds: onFile.slice(1) }),
      [OTHER]: gone,
    });
    await save(replacing(1));
    expect(writes(sent)).toEqual([POST, OTHER, DELETE]);
  });

  test('[H114] a new one that was refused is sent again, and no other one is removed for it', async () => {
    const { save, sent } = open({
      [PATCH]: always(full),
      [POST]: [() => failure(400, 'tax_id_invalid', {}), always(taxId)],
      [OTHER]: gone,
    });
    expect(await save(replacing(1))).toMatchObject({
      problem: { code: 'tax_id_invalid' },
      saved: { removedTaxIds: ['txi_8'] },
    });
    await save(replacing(1));
    expect(writes(sent)).toEqual([OTHER, POST, POST, DELETE]);
  });
});

test('[H105] what was begun for one customer is not carried on for another', async () => {
  const { save, sentTo, result } = open({
    [PATCH]: [always(details), () => json(details, { customer: 'cus_bob' })],
  });
  await save({ changes: { name: 'Ada' } });
  await waitFor(() => expect(result.current.status).toBe('saved'));
  const outcome = await save({ ...input, changes: { name: 'Ada GmbH' } });
  expect(outcome.problem).toMatchObject({ code: 'unauthorized' });
  expect(sentTo(POST)).toEqual([]);
  await waitFor(() => expect(result.current.status).toBe('idle'));
  expect(result.current).toMatchObject({ problem: null, saved: { changes: false } });
});

test('[H104] a save that is begun anew forgets what the last one has done', async () => {
  const { save, sentTo, result } = open({ [POST]: [lost, always(taxId)] });
  await save();
  act(() => result.current.reset());
  await waitFor(() => expect(result.current.status).toBe('idle'));
  await save();
  expect(sentTo(PATCH)).toHaveLength(2);
});
