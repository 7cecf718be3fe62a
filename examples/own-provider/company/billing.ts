import {
  makeId,
  nowOf,
  of,
  owedOf,
  Refused,
  type BookedAccount,
  type BookedAgreement,
  type BookedBill,
  type BookedLine,
  type Books,
} from './Books.js';
import { costOf, findPrice, monthsLater, monthsOf } from './catalogue.js';

/** Marks a change of an agreement. */
export function changed(books: Books, agreement: BookedAgreement): void {
  agreement.revision += 1;
  books.notify('agreement.changed', agreement.account, agreement.id);
}

/** Lets everything happen that has fallen due for an account. */
export function bringUp(books: Books, account: BookedAccount): void {
  const now = nowOf(account);
  for (const agreement of of(books.agreements, account)) {
    if (agreement.waiting && agreement.waiting.until <= now) {
      agreement.waiting = null;
      changed(books, agreement);
    }
    while (agreement.endedAt === null && agreement.to <= now) beginPeriod(books, account, agreement);
  }
}

/** What a period of an agreement says on its bill. */
export function lineOf(agreement: Pick<BookedAgreement, 'price' | 'seats'>, from: number): BookedLine {
  const { product, each } = findPrice(agreement.price);
  const count = each === 'seat' ? agreement.seats : 1;
  const to = monthsLater(from, monthsOf(agreement.price));
  return { text: product.name, count, amount: costOf(agreement), from, to, settles: false };
}

function beginPeriod(books: Books, account: BookedAccount, agreement: BookedAgreement): void {
  const at = agreement.to;
  changed(books, agreement);
  agreement.waiting = null;
  const waiting = agreement.lines.splice(0);
  if (agreement.endsAt !== null) {
    agreement.endedAt = agreement.endsAt;
    if (waiting.length > 0) collect(books, issue(books, account, agreement, waiting, at));
    return;
  }
  agreement.trialTo = null;
  agreement.from = at;
  agreement.periods += 1;
  agreement.to = monthsLater(agreement.anchor, agreement.periods * monthsOf(agreement.price));
  const line = { ...lineOf(agreement, at), to: agreement.to };
  collect(books, issue(books, account, agreement, [...waiting, line], at));
}

/** Starts a period of an agreement at an instant, from which its periods are counted from then on. */
export function restart(agreement: BookedAgreement, at: number): void {
  agreement.anchor = at;
  agreement.periods = 1;
  agreement.from = at;
  agreement.to = monthsLater(at, monthsOf(agreement.price));
}

/** Writes a bill. The account's credit is taken first; what is given back becomes credit. */
export function issue(
  books: Books,
  account: BookedAccount,
  agreement: BookedAgreement,
  lines: BookedLine[],
  at: number,
): BookedBill {
  const total = sum(lines);
  const fromCredit = total < 0 ? total : Math.min(account.credit, total);
  account.credit -= fromCredit;
  account.bills += 1;
  const bill: BookedBill = {
    id: makeId(),
    account: account.id,
    agreement: agreement.id,
    number: `${account.id.slice(0, 6).toUpperCase()}-${String(account.bills).padStart(4, '0')}`,
    issued: at,
    settled: total === fromCredit ? at : null,
    from: Math.min(...lines.map(({ from }) => from)),
    to: Math.max(...lines.map(({ to }) => to)),
    lines,
    total,
    fromCredit,
    charged: 0,
    attempt: null,
  };
  books.bills.set(bill.id, bill);
  books.notify('bill.issued', account.id, bill.id);
  return bill;
}

/** Charges what is owed to the agreement's card; where there is none, or it is declined, the bill stays open. */
function collect(books: Books, bill: BookedBill): void {
  const { card } = books.agreements.get(bill.agreement)!;
  if (owedOf(bill) > 0 && card !== null) charge(books, bill, card, bill.issued);
}

/** Asks a card's bank for what a bill still comes to. */
export function charge(books: Books, bill: BookedBill, card: string, at: number): void {
  const { brand, lastFour } = books.cards.get(card)!;
  const answer = askBank(books.accounts.get(bill.account)!);
  const reason = { taken: null, declined: 'declined' as const, bank_asks: 'bank_must_confirm' as const };
  const secret = answer === 'bank_asks' ? `${bill.id}secret${makeId()}` : null;
  bill.attempt = { state: answer, brand, lastFour, reason: reason[answer], at, card, secret };
  if (answer === 'taken') settle(bill, at);
  books.notify('bill.changed', bill.account, bill.id);
}

export function settle(bill: BookedBill, at: number): void {
  bill.charged += owedOf(bill);
  bill.settled = at;
}

/** The company moves no money: a bank says yes, unless a test has decided otherwise for this once. */
export function askBank(account: BookedAccount): 'taken' | 'declined' | 'bank_asks' {
  const answer = account.nextCharge ?? 'taken';
  account.nextCharge = null;
  return answer;
}

/** Bills of an agreement that are not paid, oldest first. */
export const openBillsOf = (books: Books, { id }: BookedAgreement) =>
  [...books.bills.values()].filter(({ agreement, settled }) => agreement === id && settled === null);

/** Asks for what a bill is still owed. @throws Refused `declined`: then it stays as it was. */
export function pay(books: Books, bill: BookedBill, card: string | null): void {
  const account = books.accounts.get(bill.account)!;
  const agreement = books.agreements.get(bill.agreement)!;
  const chosen = card ?? agreement.card;
  if (bill.settled !== null || chosen === null) throw new Refused(409, 'not_in_this_state');
  charge(books, bill, chosen, nowOf(account));
  changed(books, agreement);
  if (bill.attempt?.state === 'declined') throw new Refused(402, 'declined', bill.attempt.reason);
}

export const sum = (lines: readonly BookedLine[]) => lines.reduce((total, { amount }) => total + amount, 0);
