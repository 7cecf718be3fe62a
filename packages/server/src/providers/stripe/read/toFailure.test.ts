import { expect, test } from 'vitest';
import { toFailure } from './toFailure.js';

test.each([
  ['insufficient_funds', 'insufficient_funds'],
  ['expired_card', 'card_expired'],
  ['authentication_required', 'authentication_required'],
  ['do_not_honor', 'contact_bank'],
  ['call_issuer', 'contact_bank'],
  ['generic_decline', 'try_another_method'],
  ['of_tomorrow', 'try_another_method'],
  ['constructor', 'try_another_method'],
] as const)('[X264] a refusal is told by what to do: %s', (decline_code, failure) => {
  expect(toFailure({ code: 'card_declined', decline_code })).toBe(failure);
});

test('[X264] of a card that is lost, stolen or suspected, nobody learns it', () => {
  const codes = [
    'fraudulent',
    'lost_card',
    'stolen_card',
    'pickup_card',
    'restricted_card',
    'security_violation',
    'merchant_blacklist',
    'highest_risk_level',
  ];
  const told = new Set(codes.map((decline_code) => toFailure({ code: 'card_declined', decline_code })));
  expect([...told]).toEqual([toFailure({ code: 'card_declined', decline_code: 'generic_decline' })]);
});

test('[X264] without a word of the bank it is told by what Stripe says, and without that by nothing', () => {
  expect(toFailure({ code: 'expired_card' })).toBe('card_expired');
  expect(toFailure({ code: 'authentication_required', decline_code: 'of_tomorrow' })).toBe(
    'authentication_required',
  );
  expect(toFailure({})).toBe('try_another_method');
});
