import type {
  BookedAccount,
  BookedAgreement,
  BookedBill,
  BookedCard,
  BookedEnrolment,
  BookedLine,
} from './Books.js';
import { nowOf, owedOf } from './Books.js';
import { findPrice } from './catalogue.js';
import { sum } from './billing.js';
import type { Account, Agreement, Amount, Bill, Card, Enrolment, Line, PricedChange } from './wire.js';
import type { price } from './changes.js';

// From what the company keeps to what it says.

export const amount = (cents: number): Amount => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const instant = (at: number) => new Date(at).toISOString();
const maybe = (at: number | null) => (at === null ? null : instant(at));

export const toAccount = (account: BookedAccount): Account => {
  const { credit: _credit, bills: _bills, clock: _clock, nextCharge: _nextCharge, ...told } = account;
  return { ...told, now: instant(nowOf(account)) };
};

export const toAgreement = (agreement: BookedAgreement, openBills: number): Agreement => ({
  id: agreement.id,
  account: agreement.account,
  revision: agreement.revision,
  state: stateOf(agreement, openBills),
  product: findPrice(agreement.price).product.id,
  price: agreement.price,
  seats: agreement.seats,
  from: instant(agreement.from),
  to: instant(agreement.to),
  trialTo: maybe(agreement.trialTo),
  since: instant(agreement.since),
  endsAt: maybe(agreement.endsAt),
  endAskedAt: maybe(agreement.endAskedAt),
  endedAt: maybe(agreement.endedAt),
  card: agreement.card,
  waiting: agreement.waiting && {
    secret: agreement.waiting.secret,
    due: amount(agreement.waiting.due),
    price: agreement.waiting.request.price,
    seats: agreement.waiting.request.seats,
    until: instant(agreement.waiting.until),
  },
  linesWait: agreement.lines.length > 0,
});

function stateOf({ endedAt, trialTo }: BookedAgreement, openBills: number): Agreement['state'] {
  if (endedAt !== null) return 'ended';
  if (trialTo !== null) return 'trial';
  return openBills > 0 ? 'overdue' : 'running';
}

/** Lines are numbered on their bill, so that a preview says the same twice. */
const toLine =
  (bill: string) =>
  (line: BookedLine, index: number): Line => ({
    ...line,
    id: `${bill}${index}`,
    amount: amount(line.amount),
    from: instant(line.from),
    to: instant(line.to),
  });

export const toBill = (bill: BookedBill): Bill => ({
  id: bill.id,
  account: bill.account,
  agreement: bill.agreement,
  number: bill.number,
  state: bill.settled === null ? 'open' : 'paid',
  issued: instant(bill.issued),
  settled: maybe(bill.settled),
  from: instant(bill.from),
  to: instant(bill.to),
  lines: bill.lines.map(toLine(bill.id)),
  total: amount(bill.total),
  fromCredit: amount(bill.fromCredit),
  charged: amount(bill.charged),
  owed: amount(owedOf(bill)),
  attempt: bill.attempt && {
    state: bill.attempt.state,
    brand: bill.attempt.brand,
    lastFour: bill.attempt.lastFour,
    reason: bill.attempt.reason,
    at: instant(bill.attempt.at),
  },
});

export const toCard = ({ onFile: _, since, ...card }: BookedCard): Card => ({
  ...card,
  since: instant(since),
});

export const toEnrolment = ({ card: _, since, ...enrolment }: BookedEnrolment): Enrolment => ({
  ...enrolment,
  since: instant(since),
});

export const toPriced = (priced: ReturnType<typeof price>): PricedChange => ({
  at: instant(priced.at),
  lines: [...priced.now, ...priced.later].map(toLine('preview')),
  total: amount(sum(priced.now) + sum(priced.later)),
  fromCredit: amount(priced.fromCredit),
  toCredit: amount(priced.toCredit),
  due: amount(priced.due),
  perPeriod: amount(priced.perPeriod),
  nextBill: priced.nextBill && {
    issued: instant(priced.nextBill.issued),
    total: amount(priced.nextBill.total),
  },
  trialTo: maybe(priced.trialTo),
});
