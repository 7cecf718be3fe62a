import { randomBytes } from 'node:crypto';
import type { AccountDetails, Attempt, ChangeRequest, Enrolment, Reason, TaxNumber } from './wire.js';

// What the company keeps: in memory, because it is an example. Amounts are cents, instants are milliseconds since 1970.

export interface Books {
  accounts: Map<string, BookedAccount>;
  agreements: Map<string, BookedAgreement>;
  bills: Map<string, BookedBill>;
  cards: Map<string, BookedCard>;
  enrolments: Map<string, BookedEnrolment>;
  /** Tells the customer of the company that something has happened. */
  notify(type: string, account: string, about: string): void;
}

export interface BookedAccount extends AccountDetails {
  id: string;
  key: string;
  standardCard: string | null;
  taxNumbers: TaxNumber[];
  credit: number;
  bills: number;
  /** Its time, where that was moved. */
  clock: number | null;
  /** How the next charge ends, where a test has decided it. */
  nextCharge: 'declined' | 'bank_asks' | null;
}

export interface BookedAgreement {
  id: string;
  account: string;
  revision: number;
  price: string;
  seats: number;
  since: number;
  from: number;
  to: number;
  /** Periods are counted from here, so that the 31st comes back after February. */
  anchor: number;
  periods: number;
  trialTo: number | null;
  endsAt: number | null;
  endAskedAt: number | null;
  endedAt: number | null;
  card: string | null;
  waiting: { secret: string; due: number; request: ChangeRequest; until: number } | null;
  /** For its next bill. */
  lines: BookedLine[];
}

export interface BookedLine {
  text: string;
  count: number;
  amount: number;
  from: number;
  to: number;
  settles: boolean;
}

export interface BookedBill {
  id: string;
  account: string;
  agreement: string;
  number: string;
  issued: number;
  settled: number | null;
  from: number;
  to: number;
  lines: BookedLine[];
  total: number;
  fromCredit: number;
  charged: number;
  attempt: (Omit<Attempt, 'at'> & { at: number; card: string; secret: string | null }) | null;
}

export interface BookedCard {
  id: string;
  account: string;
  brand: string;
  lastFour: string;
  holder: string;
  month: number;
  year: number;
  since: number;
  onFile: boolean;
}

export interface BookedEnrolment extends Omit<Enrolment, 'since'> {
  since: number;
  card: string | null;
}

/** What the company refuses. */
export class Refused extends Error {
  readonly status: number;
  readonly reason: Reason | null;

  constructor(status: number, error: string, reason: Reason | null = null) {
    super(error);
    this.status = status;
    this.reason = reason;
  }
}

export const openBooks = (notify: Books['notify']): Books => ({
  accounts: new Map(),
  agreements: new Map(),
  bills: new Map(),
  cards: new Map(),
  enrolments: new Map(),
  notify,
});

/** Always with a letter in the middle: the portal refuses what looks like a card's number, as one in thirty thousand would else. */
export const makeId = () =>
  randomBytes(8)
    .toString('hex')
    .replace(/^(.{8})./, '$1a');

/** The time of an account. */
export const nowOf = (account: BookedAccount) => account.clock ?? Date.now();

export function find<Kept>(kept: Map<string, Kept>, id: string | undefined): Kept {
  const found = kept.get(id ?? '');
  if (!found) throw new Refused(404, 'unknown');
  return found;
}

export const of = <Kept extends { account: string }>(kept: Map<string, Kept>, { id }: { id: string }) =>
  [...kept.values()].filter(({ account }) => account === id);

export const owedOf = (bill: BookedBill) =>
  bill.settled === null ? bill.total - bill.fromCredit - bill.charged : 0;
