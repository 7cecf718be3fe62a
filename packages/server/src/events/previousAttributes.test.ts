import { expect, test } from 'vitest';
import { previousAttributes } from './previousAttributes.js';

test('[S156] what is the same in another order has not changed, and of the rest it is told what was', () => {
  const before = {
    name: 'Demo',
    address: { country: 'DE', city: 'Berlin', line1: null },
    taxIds: [{ type: 'eu_vat', value: 'DE1' }],
    emails: ['a@example.com', 'b@example.com'],
  };
  const after = {
    name: 'Demo',
    address: { line1: null, city: 'Berlin', country: 'DE' },
    taxIds: [{ value: 'DE1', type: 'eu_vat' }],
    emails: ['a@example.com', 'b@example.com'],
  };
  expect(previousAttributes(before, after)).toEqual({});
  const { taxIds, emails } = before;
  expect(
    previousAttributes(before, {
      ...after,
      address: { ...after.address, line1: '' as never },
      taxIds: [],
      emails: [...emails].reverse(),
    }),
  ).toEqual({ address: before.address, taxIds, emails });
});
