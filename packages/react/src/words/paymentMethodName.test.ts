import { expect, test } from 'vitest';
import { english } from './english/index.js';
import { paymentMethodName } from './paymentMethodName.js';

test('[U36] a payment method of a newer server is called by its own name, and not by another one', () => {
  const method = { type: 'us_bank_account' as never, brand: null, last4: '6789' };
  expect(paymentMethodName({ id: 'pm_1', ...method } as never, english.paymentMethods)).toMatch(
    /^us bank account ending 6789$/i,
  );
});
