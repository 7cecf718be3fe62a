import { expect, test } from 'vitest';
import { english } from './english/index.js';
import { paymentMethodName, paymentMethodOfText } from './paymentMethodName.js';

test('[U36] a payment method of a newer server is called by its own name, and not by another one', () => {
  const method = { type: 'us_bank_account' as never, brand: null, last4: '6789' };
  expect(paymentMethodName({ id: 'pm_1', ...method } as never, english.paymentMethods)).toMatch(
    /^us bank account ending 6789$/i,
  );
});

test.each([
  [{ type: 'other', brand: 'link', last4: null }, 'link', 'Link'],
  [{ type: 'other', brand: 'paypal', last4: null }, 'paypal', 'PayPal'],
  [{ type: 'other', brand: 'amazon_pay', last4: null }, 'amazon_pay', 'Amazon pay'],
  [
    { type: 'other', brand: 'us_bank_account', last4: '6789' },
    'us_bank_account 6789',
    'US bank account ending 6789',
  ],
  [{ type: 'other', brand: null, last4: null }, 'other', 'Other'],
  [{ type: 'card', brand: 'visa', last4: null }, 'visa', 'Visa'],
  [{ type: 'card', brand: 'unknown', last4: null }, 'unknown', 'Card'],
  [{ type: 'card', brand: 'unknown', last4: '4242' }, 'unknown 4242', 'Card ending 4242'],
  [{ type: 'card', brand: 'amex', last4: '0005' }, 'amex 0005', 'American Express ending 0005'],
  [{ type: 'sepa_debit', brand: null, last4: '3000' }, 'sepa_debit 3000', 'SEPA debit ending 3000'],
  [{ type: 'sepa_debit', brand: null, last4: null }, 'sepa_debit', 'SEPA debit'],
] as const)(
  '[U300] %j is called the same in a list and in the activity, with digits only where it has any',
  (method, text, name) => {
    expect(paymentMethodName(method, english.paymentMethods)).toBe(name);
    expect(paymentMethodOfText(text, english.paymentMethods)).toBe(name);
  },
);

test('[U300] words of a merchant for cards are used for cards, and for nothing else', () => {
  const say = {
    ...english.paymentMethods,
    card: (brand: string | null, last4: string) => `${brand} (${last4})`,
  };
  expect(paymentMethodOfText('visa 4242', say)).toBe('visa (4242)');
  expect(paymentMethodOfText('us_bank_account 4242', say)).toBe('US bank account ending 4242');
});
