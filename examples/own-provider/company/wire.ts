// What the billing company says over HTTP: its words, its units. An adapter is written from a page like this one.

/** An amount in whole units as text, so that nobody reads it as a float: `12.50`, `-3.00`. Everything is in euros. */
export type Amount = string;

export interface Product {
  id: string;
  name: string;
  about: string;
  prices: { id: string; amount: Amount; per: 'month' | 'year'; each: 'agreement' | 'seat' }[];
}

/** Who is billed. `key` is the caller's own name for them, and unique. */
export interface Account extends AccountDetails {
  id: string;
  key: string;
  /** What is charged for new agreements. */
  standardCard: string | null;
  taxNumbers: TaxNumber[];
  /** Its time: of a test account it may have been moved. */
  now: string;
}

export interface AccountDetails {
  business: boolean;
  name: string | null;
  email: string | null;
  billsTo: string[];
  phone: string | null;
  address: Record<'country' | 'street' | 'extra' | 'town' | 'state' | 'zip', string | null> | null;
  reference: string | null;
}

export interface TaxNumber {
  id: string;
  type: string;
  number: string;
  since: string;
}

export interface Card {
  id: string;
  account: string;
  brand: string;
  lastFour: string;
  holder: string;
  month: number;
  year: number;
  since: string;
}

/** What is charged again and again. */
export interface Agreement {
  id: string;
  account: string;
  /** Counts up with every change. A change that names another one is refused with `changed_meanwhile`. */
  revision: number;
  state: 'trial' | 'running' | 'overdue' | 'ended';
  product: string;
  price: string;
  seats: number;
  from: string;
  to: string;
  trialTo: string | null;
  since: string;
  /** Its end, once somebody has asked for it. */
  endsAt: string | null;
  endAskedAt: string | null;
  endedAt: string | null;
  card: string | null;
  /** A change that waits for the customer's bank. */
  waiting: { secret: string; due: Amount; price: string; seats: number; until: string } | null;
  /** Whether lines wait for its next bill. */
  linesWait: boolean;
}

export interface Line {
  id: string;
  text: string;
  count: number;
  amount: Amount;
  from: string;
  to: string;
  settles: boolean;
}

export interface Bill {
  id: string;
  account: string;
  agreement: string;
  number: string;
  state: 'open' | 'paid';
  issued: string;
  settled: string | null;
  from: string;
  to: string;
  lines: Line[];
  total: Amount;
  /** What was taken from the account's credit; negative where the bill has added to it. */
  fromCredit: Amount;
  charged: Amount;
  owed: Amount;
  attempt: Attempt | null;
}

export interface Attempt {
  state: 'taken' | 'declined' | 'bank_asks';
  brand: string;
  lastFour: string;
  reason: Reason | null;
  at: string;
}

export type Reason = 'no_funds' | 'expired' | 'bank_must_confirm' | 'declined';

/** What a change would cost, or has. */
export interface PricedChange {
  at: string;
  lines: Line[];
  total: Amount;
  fromCredit: Amount;
  toCredit: Amount;
  due: Amount;
  /** Of every whole period from then on. */
  perPeriod: Amount;
  nextBill: { issued: string; total: Amount } | null;
  trialTo: string | null;
}

/** What is asked for: how the time that is paid is settled, and by which instant time is divided. */
export interface ChangeRequest {
  price: string;
  seats: number;
  settle: 'at_once' | 'next_bill' | 'never';
  endTrial: boolean;
  at: string;
}

/** What became of something that may charge. A card that is declined is an error 402 instead. */
export type Charged<Thing> =
  { state: 'done'; thing: Thing; bill: Bill | null } | { state: 'bank_asks'; secret: string; thing: Thing };

export interface EndPreview {
  at: string;
  toCredit: Amount;
  due: Amount;
  owed: Amount;
}

/** A card that is about to be put on file. */
export interface Enrolment {
  id: string;
  account: string;
  secret: string;
  state: 'open' | 'bank_asks' | 'declined' | 'ready' | 'finished';
  since: string;
}

export interface Finished {
  card: string;
  /** Whether it was this call that has put it on file. */
  isNew: boolean;
  moved: string[];
}

/** How the company refuses: with a word, and at most a reason. */
export interface Refusal {
  error:
    | 'unknown'
    | 'malformed'
    | 'changed_meanwhile'
    | 'not_in_this_state'
    | 'declined'
    | 'taken'
    | 'too_many'
    | 'not_a_number'
    | 'key_reused';
  reason?: Reason;
}
