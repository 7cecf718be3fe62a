import type { Scenario } from '@billfold/contract';
import { createTestPortal, type TestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalFor, Root, SLOW } from '../../test/portal.js';
import { useUpcomingInvoice } from '../invoices/useUpcomingInvoice.js';
import { useSession } from '../sessions/useSession.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import type { BillingDetailsInput, BillingDetailsOutcome } from './saveBillingDetails.js';
import { useBillingDetails } from './useBillingDetails.js';
import { useSaveBillingDetails } from './useSaveBillingDetails.js';

let portal: TestPortal;
beforeAll(async () => {
  portal = await createTestPortal();
}, SLOW);
afterAll(() => portal.close());

async function open(scenario: Scenario = 'active') {
  const page = portalFor(portal, (await portal.createScenario(scenario)).id);
  const { result } = renderHook(
    () => {
      const { subscriptions } = useSubscriptions();
      return {
        ...useSaveBillingDetails(),
        billingDetails: useBillingDetails().billingDetails,
        customer: useSession().session?.customer,
        upcoming: useUpcomingInvoice(subscriptions?.[0]?.id ?? null).upcomingInvoice,
      };
    },
    {
      wrapper: ({ children }) => (
        <StrictMode>
          <Root page={page}>{children}</Root>
        </StrictMode>
      ),
    },
  );
  await waitFor(() => expect(result.current.billingDetails).toBeDefined());
  await waitFor(() => expect(result.current.upcoming).toBeDefined());
  const save = async (input: BillingDetailsInput) => {
    let outcome!: BillingDetailsOutcome;
    await act(async () => {
      outcome = await result.current.save(input);
    });
    return outcome;
  };
  const writes = () => page.requests.filter((request) => !request.startsWith('GET'));
  return { page, result, save, writes };
}

const berlin = {
  country: 'DE',
  line1: 'Musterstraße 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
};
const german = { key: 'row_1', type: 'eu_vat', value: 'DE136695976' } as const;
const PATCH = 'PATCH /portal/v1/billing-details';
const POST = 'POST /portal/v1/billing-details/tax-ids';

describe('one press', () => {
  test('[H100] saves what was changed, adds and removes tax ids, and shows it wherever it counts', async () => {
    const { result, save, writes } = await open('vat');
    const [old] = result.current.billingDetails!.taxIds;
    const outcome = await save({
      changes: { kind: 'business', name: 'Example GmbH', address: berlin },
      addTaxIds: [german],
      removeTaxIds: old ? [old.id] : [],
    });
    expect(outcome).toMatchObject({ problem: null, fieldErrors: {}, saved: { changes: true } });
    expect(outcome.saved.taxIds['row_1']).toMatchObject({ type: 'eu_vat', value: german.value });
    expect(outcome.billingDetails).toMatchObject({ name: 'Example GmbH', address: berlin });
    expect(outcome.billingDetails!.taxIds.map(({ value }) => value)).toEqual([german.value]);

    expect(writes()).toEqual([
      PATCH,
      POST,
      ...(old ? [`DELETE /portal/v1/billing-details/tax-ids/${old.id}`] : []),
    ]);
    await waitFor(() => expect(result.current.status).toBe('saved'));
    await waitFor(() => expect(result.current.billingDetails).toEqual(outcome.billingDetails));
    await waitFor(() => {
      expect(result.current.customer!.name).toBe('Example GmbH');
      expect(result.current.upcoming!.taxes[0]).toMatchObject({ country: 'DE' });
    });
  });

  test('[H100] or two are one, and nothing is sent where nothing is changed', async () => {
    const { result, save, writes } = await open();
    await act(async () => {
      const input = { changes: { purchaseOrder: 'PO-1' } };
      await Promise.all([result.current.save(input), result.current.save(input)]);
    });
    expect(writes()).toEqual([PATCH]);
    expect(await save({})).toMatchObject({ problem: null, saved: { changes: false } });
    expect(writes()).toHaveLength(1);
  });
});

describe('a refusal', () => {
  test('[H101] of a field is told by its path, and nothing after it is sent', async () => {
    const { result, save, writes } = await open();
    const { billingDetails } = result.current;
    const outcome = await save({
      changes: { address: { ...berlin, postalCode: null } },
      addTaxIds: [german],
    });
    expect(outcome.problem).toMatchObject({ code: 'invalid_request' });
    expect(Object.keys(outcome.fieldErrors)).toEqual(['address.postalCode']);
    expect(writes()).toEqual([PATCH]);
    await waitFor(() =>
      expect(result.current).toMatchObject({ status: 'failed', fieldErrors: outcome.fieldErrors }),
    );
    await waitFor(() => expect(result.current.billingDetails).toEqual(billingDetails));
  });

  test('[H101] of a tax id is told by its row; what went through stays, and the next press goes on there', async () => {
    const { result, save, writes } = await open();
    const input = { changes: { name: 'Example GmbH', address: berlin }, addTaxIds: [german] };
    const wrong = { key: 'row_2', type: 'eu_vat', value: 'DE136695977' } as const;
    const outcome = await save({ ...input, addTaxIds: [german, wrong] });
    expect(outcome).toMatchObject({ problem: { code: 'tax_id_invalid' }, saved: { changes: true } });
    expect(Object.keys(outcome.fieldErrors)).toEqual(['taxIds.row_2.value']);
    expect(Object.keys(outcome.saved.taxIds)).toEqual(['row_1']);
    await waitFor(() => expect(result.current.billingDetails!.name).toBe('Example GmbH'));
    expect(writes()).toEqual([PATCH, POST, POST]);

    const right = { ...wrong, type: 'gb_vat', value: 'GB980780684' } as const;
    const again = await save({ ...input, addTaxIds: [german, right] });
    expect(again.problem).toBeNull();
    expect(writes()).toEqual([PATCH, POST, POST, POST]);
    expect(again.billingDetails!.taxIds).toHaveLength(2);

    // What is done is forgotten, so that the same can be said again another day.
    await save(input);
    expect(writes().filter((request) => request === PATCH)).toHaveLength(2);
  });

  test('[H102] after a tax id was added lets it be corrected: the one before does not stay beside it', async () => {
    const { result, save } = await open();
    const wrong = { key: 'row_2', type: 'eu_vat', value: 'DE136695977' } as const;
    await save({ addTaxIds: [german, wrong] });
    const british = { ...german, type: 'gb_vat', value: 'GB980780684' } as const;
    const outcome = await save({ addTaxIds: [british] });
    expect(outcome.problem).toBeNull();
    expect(outcome.billingDetails!.taxIds.map(({ type }) => type)).toEqual(['gb_vat']);
    await waitFor(() => expect(result.current.billingDetails!.taxIds).toHaveLength(1));
    expect(result.current.billingDetails!.taxIds[0]!.type).toBe('gb_vat');
  });

  test('[H101] of what is there already is told at its row', async () => {
    const { save } = await open();
    await save({ addTaxIds: [german] });
    const outcome = await save({ addTaxIds: [{ ...german, key: 'row_9' }] });
    expect(outcome.problem).toMatchObject({ code: 'conflict' });
    expect(Object.keys(outcome.fieldErrors)).toEqual(['taxIds.row_9.value']);
  });
});

test('[H114] one of five tax ids is replaced by one press', async () => {
  const { save } = await open();
  const five = ['DE123456788', 'ATU12345675', 'FI12345671', 'PL1234563218', 'IE1234567FA'];
  const added = await save({
    addTaxIds: five.map((value) => ({ key: value, type: 'eu_vat' as const, value })),
  });
  const [first] = added.billingDetails!.taxIds;
  const outcome = await save({ addTaxIds: [german], removeTaxIds: [first!.id] });
  expect(outcome.problem).toBeNull();
  expect(outcome.billingDetails!.taxIds.map(({ value }) => value)).toEqual([...five.slice(1), german.value]);
});

test('[H103] a removal of what is gone already is as it was to be', async () => {
  const { result, save } = await open();
  const { billingDetails } = await save({ addTaxIds: [german] });
  const { id } = billingDetails!.taxIds.find(({ value }) => value === german.value)!;
  await save({ removeTaxIds: [id] });
  expect(await save({ removeTaxIds: [id] })).toMatchObject({ problem: null, saved: { removedTaxIds: [id] } });
  await waitFor(() => expect(result.current.status).toBe('saved'));
});
