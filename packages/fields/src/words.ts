/** Everything that the page says. One language so far; another one is another object of this shape. */
export const english = {
  kinds: 'How to pay',
  card: 'Card',
  sepaDebit: 'SEPA direct debit',
  number: 'Card number',
  expiry: 'Expiry date',
  expiryHint: 'MM / YY',
  cvc: 'Security code',
  name: 'Name on card',
  nameHint: '(optional)',
  iban: 'IBAN',
  holder: 'Account holder',
  email: 'Email',
  brands: { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' },

  mandate:
    'By confirming, you allow the merchant to collect what you owe from this account by SEPA direct debit, and your bank to pay it. You can ask your bank for a refund within eight weeks of a debit.',

  testCard:
    'Test mode: no money moves, and no real card is accepted. Enter 4242\u00A04242\u00A04242\u00A04242, any expiry date and any security code.',
  testAccount:
    'Test mode: no money moves, and no real account is accepted. Enter DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000 and any name.',
  moreNumbers: 'All test numbers',
  fill: (number: string, does: string) => `Enter ${number}: ${does}`,
  does: {
    visa: 'pays',
    mastercard: 'pays',
    amex: 'pays',
    card_declined: 'is declined when it is charged',
    insufficient_funds: 'has no money on it',
    card_expired: 'has expired',
    declined_at_setup: 'is declined at once',
    authentication_at_setup: 'the bank asks once',
    authentication_required: 'the bank asks every time',
    authentication_fails: 'the bank asks, and refuses',
    sepa_debit: 'pays after some days',
    sepa_debit_slow: 'the bank takes minutes to confirm',
    sepa_debit_fails: 'comes back after some days',
  } as Readonly<Record<string, string>>,

  problems: {
    numberMissing: 'Enter one of the test card numbers.',
    numberRefused:
      'This is a test mode page: it takes no real cards, and has not kept this number. 4242\u00A04242\u00A04242\u00A04242 works, and so do the others in the list.',
    numberUnfinished:
      'This is no test card number. 4242\u00A04242\u00A04242\u00A04242 works, and so do the others in the list.',
    expiry: 'Enter month and year, for example 12 / 34.',
    cvc: (length: number) => `Enter ${length} digits. Any will do.`,
    ibanMissing: 'Enter one of the test IBANs.',
    ibanRefused:
      'This is a test mode page: it takes no real accounts, and has not kept this IBAN. DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000 works, and so do the others in the list.',
    ibanUnfinished:
      'This is no test IBAN. DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000 works, and so do the others in the list.',
    holder: 'Enter the name of the account holder.',
    email: 'Enter an email address, for example name@example.com.',
    nameWithNumber: 'A name has no long numbers in it. It was not kept.',
  },

  alone: {
    title: 'Fields for test payment methods',
    text: 'This page is part of a billing page in test mode, and stands in a frame of it. Nothing can be entered here.',
  },
};

export type FieldsWords = typeof english;

/** The words for a locale. */
export const wordsFor = (_locale: string): FieldsWords => english;
