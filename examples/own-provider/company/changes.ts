import { askBank, changed, issue, lineOf, openBillsOf, restart, settle, sum } from './billing.js';
import {
  makeId,
  nowOf,
  Refused,
  type BookedAccount,
  type BookedAgreement,
  type BookedBill,
  type BookedLine,
  type Books,
} from './Books.js';
import { costOf, findPrice, monthsOf } from './catalogue.js';
import type { ChangeRequest } from './wire.js';

const PENDING_MS = 23 * 60 * 60_000;

/** A change as it comes out: what is billed at once, what waits for the next bill, and what comes then. */
interface Priced {
  at: number;
  restarts: boolean;
  now: BookedLine[];
  later: BookedLine[];
  fromCredit: number;
  toCredit: number;
  due: number;
  perPeriod: number;
  nextBill: { issued: number; total: number } | null;
  trialTo: number | null;
}

/** Prices a change by the path that makes it. */
export function price(account: BookedAccount, agreement: BookedAgreement, request: ChangeRequest): Priced {
  if (agreement.endedAt !== null) throw new Refused(409, 'not_in_this_state');
  const at = Date.parse(request.at);
  const wanted = {
    price: request.price,
    seats: findPrice(request.price).each === 'seat' ? request.seats : 1,
  };
  const onTrial = agreement.trialTo !== null;
  const staysOnTrial = onTrial && !request.endTrial;
  const restarts = !staysOnTrial && (onTrial || monthsOf(wanted.price) !== monthsOf(agreement.price));

  const unused = settling(agreement, agreement, -1, at);
  const whole = lineOf(wanted, at);
  const settled = onTrial ? [] : [unused, settling(agreement, wanted, 1, at)];
  const now = restarts ? [...agreement.lines, ...(onTrial ? [] : [unused]), whole] : settled;
  const lines = !restarts && request.settle === 'never' ? [] : now;
  const billed = restarts || request.settle === 'at_once' ? lines : [];
  const later = billed.length > 0 ? [] : lines;

  const total = sum(billed);
  const fromCredit = Math.max(0, Math.min(account.credit, total));
  const perPeriod = costOf(wanted);
  const issued = restarts ? whole.to : agreement.to;
  const waiting = restarts ? 0 : sum(agreement.lines) + sum(later);
  return {
    at,
    restarts,
    now: billed,
    later,
    fromCredit,
    toCredit: Math.max(0, -total),
    due: Math.max(0, total - fromCredit),
    perPeriod,
    nextBill: agreement.endsAt === null ? { issued, total: perPeriod + waiting } : null,
    trialTo: staysOnTrial ? agreement.trialTo : null,
  };
}

/** What is left of a period, on one price: given back, or charged. */
function settling(
  { from, to }: BookedAgreement,
  wanted: Pick<BookedAgreement, 'price' | 'seats'>,
  sign: 1 | -1,
  at: number,
): BookedLine {
  const amount = sign * Math.round((costOf(wanted) * (to - at)) / (to - from));
  const { product, each } = findPrice(wanted.price);
  const text = sign > 0 ? `Rest of the period on ${product.name}` : `Time not used on ${product.name}`;
  const count = each === 'seat' ? wanted.seats : 1;
  return { text, count, amount: amount || 0, from: at, to, settles: true };
}

/** Makes a change, once its payment has gone through. @throws Refused `declined`: then nothing is changed. */
export function makeChange(
  books: Books,
  account: BookedAccount,
  agreement: BookedAgreement,
  request: ChangeRequest,
): BookedBill | null {
  const priced = price(account, agreement, request);
  if (priced.due > 0) {
    if (agreement.card === null) throw new Refused(409, 'not_in_this_state');
    const answer = askBank(account);
    if (answer === 'declined') throw new Refused(402, 'declined', 'declined');
    if (answer === 'bank_asks') {
      const secret = `${agreement.id}secret${makeId()}`;
      agreement.waiting = { secret, due: priced.due, request, until: nowOf(account) + PENDING_MS };
      changed(books, agreement);
      return null;
    }
  }
  return apply(books, account, agreement, request, priced);
}

/** What becomes of a change that waited for the customer's bank. */
export function confirmChange(
  books: Books,
  account: BookedAccount,
  agreement: BookedAgreement,
  said: boolean,
) {
  const { request } = agreement.waiting!;
  agreement.waiting = null;
  if (said) apply(books, account, agreement, request, price(account, agreement, request));
  else changed(books, agreement);
}

function apply(
  books: Books,
  account: BookedAccount,
  agreement: BookedAgreement,
  { price: wanted, seats }: ChangeRequest,
  priced: Priced,
): BookedBill | null {
  agreement.price = wanted;
  agreement.seats = findPrice(wanted).each === 'seat' ? seats : 1;
  agreement.waiting = null;
  agreement.trialTo = priced.trialTo;
  if (priced.restarts) {
    agreement.lines = [];
    restart(agreement, priced.at);
  }
  agreement.lines.push(...priced.later);
  changed(books, agreement);
  if (priced.now.length === 0) return null;
  const bill = issue(books, account, agreement, priced.now, priced.at);
  if (bill.settled === null) {
    const { brand, lastFour, id: card } = books.cards.get(agreement.card!)!;
    bill.attempt = { state: 'taken', brand, lastFour, reason: null, at: priced.at, card, secret: null };
    settle(bill, priced.at);
  }
  return bill;
}

/** How an agreement would end. */
export function priceEnd(
  books: Books,
  account: BookedAccount,
  agreement: BookedAgreement,
  asked: EndRequest,
) {
  const now = nowOf(account);
  const owed = openBillsOf(books, agreement).reduce((sum, bill) => sum + bill.total - bill.fromCredit, 0);
  if (asked.at === 'period_end') {
    const due = Math.max(0, sum(agreement.lines) - account.credit);
    return { at: agreement.to, lines: [], toCredit: 0, due, owed: 0 };
  }
  const gives = asked.giveBack && agreement.trialTo === null && owed === 0 && agreement.to > now;
  // What waits is billed with the end, and stays owed.
  const lines = [...agreement.lines, ...(gives ? [settling(agreement, agreement, -1, now)] : [])];
  const total = sum(lines);
  return {
    at: now,
    lines,
    toCredit: Math.max(0, -total),
    // Nobody is charged for leaving at once.
    due: 0,
    owed: owed + Math.max(0, total - account.credit),
  };
}

export interface EndRequest {
  at: 'now' | 'period_end';
  giveBack: boolean;
}

export function end(books: Books, account: BookedAccount, agreement: BookedAgreement, asked: EndRequest) {
  if (agreement.endedAt !== null) throw new Refused(409, 'not_in_this_state');
  const now = nowOf(account);
  const { at, lines } = priceEnd(books, account, agreement, asked);
  agreement.endsAt = at;
  agreement.endAskedAt = now;
  agreement.waiting = null;
  changed(books, agreement);
  if (asked.at === 'period_end') return null;
  agreement.endedAt = at;
  agreement.lines = [];
  return lines.length > 0 ? issue(books, account, agreement, lines, now) : null;
}
