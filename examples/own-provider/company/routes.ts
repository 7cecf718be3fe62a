import { accountRoutes } from './accountRoutes.js';
import { bringUp, changed, openBillsOf, pay } from './billing.js';
import { find, of, Refused, type BookedAccount, type BookedAgreement, type Books } from './Books.js';
import { catalogue } from './catalogue.js';
import { end, makeChange, price, priceEnd, type EndRequest } from './changes.js';
import { amount, toAgreement, toBill, toPriced } from './toWire.js';
import type { ChangeRequest } from './wire.js';

/** Answers one request: what stands in its path, in its body or query. */
export type Route = (
  books: Books,
  path: Record<string, string | undefined>,
  body: Record<string, unknown>,
) => unknown;

/** What the company can be asked. */
export const routes: Record<string, Route> = {
  ...accountRoutes,

  'GET /catalogue': () => catalogue,

  'GET /accounts/{id}/agreements': (books, { id }) => {
    const account = upToDate(books, id);
    return of(books.agreements, account).map((agreement) => told(books, agreement));
  },

  'GET /agreements/{id}': (books, { id }) => told(books, agreementOf(books, id).agreement),

  'POST /agreements/{id}/price-change': (books, { id }, body) => {
    const { account, agreement } = agreementOf(books, id);
    return toPriced(price(account, agreement, body as unknown as ChangeRequest));
  },

  'POST /agreements/{id}/change': (books, { id }, { revision, ...body }) => {
    const { account, agreement } = agreementOf(books, id, revision);
    const bill = makeChange(books, account, agreement, body as unknown as ChangeRequest);
    const thing = told(books, agreement);
    const { waiting } = agreement;
    if (waiting) return { state: 'bank_asks', secret: waiting.secret, thing };
    return { state: 'done', thing, bill: bill && toBill(bill) };
  },

  'POST /agreements/{id}/price-end': (books, { id }, body) => {
    const { account, agreement } = agreementOf(books, id);
    const priced = priceEnd(books, account, agreement, body as unknown as EndRequest);
    return {
      at: new Date(priced.at).toISOString(),
      toCredit: amount(priced.toCredit),
      due: amount(priced.due),
      owed: amount(priced.owed),
    };
  },

  'POST /agreements/{id}/end': (books, { id }, { revision, ...body }) => {
    const { account, agreement } = agreementOf(books, id, revision);
    const bill = end(books, account, agreement, body as unknown as EndRequest);
    return { thing: told(books, agreement), bill: bill && toBill(bill) };
  },

  'POST /agreements/{id}/keep': (books, { id }, { revision }) => {
    const { agreement } = agreementOf(books, id, revision);
    if (agreement.endedAt !== null || agreement.endsAt === null) throw new Refused(409, 'not_in_this_state');
    agreement.endsAt = null;
    agreement.endAskedAt = null;
    changed(books, agreement);
    return told(books, agreement);
  },

  // Newest first; `after` is the last bill of the page before.
  'GET /accounts/{id}/bills': (books, { id }, { limit, after, state, year }) => {
    const account = upToDate(books, id);
    const bills = of(books.bills, account).map(toBill).toReversed();
    const from = after === undefined ? 0 : bills.findIndex((bill) => bill.id === after) + 1;
    if (after !== undefined && from === 0) throw new Refused(400, 'malformed');
    return bills
      .slice(from)
      .filter((bill) => state === undefined || bill.state === state)
      .filter((bill) => year === undefined || bill.issued.startsWith(year as string))
      .slice(0, Number(limit ?? 100));
  },

  'GET /bills/{id}': (books, { id }) => {
    upToDate(books, find(books.bills, id).account);
    return toBill(find(books.bills, id));
  },

  'POST /bills/{id}/pay': (books, { id }, { card }) => {
    const bill = find(books.bills, id);
    pay(books, bill, (card as string | undefined) ?? null);
    const thing = toBill(bill);
    const secret = bill.attempt?.secret;
    return secret ? { state: 'bank_asks', secret, thing } : { state: 'done', thing, bill: null };
  },
};

function upToDate(books: Books, id: string | undefined): BookedAccount {
  const account = find(books.accounts, id);
  bringUp(books, account);
  return account;
}

function agreementOf(books: Books, id: string | undefined, revision?: unknown) {
  const agreement = find(books.agreements, id);
  const account = upToDate(books, agreement.account);
  if (revision !== undefined && revision !== agreement.revision) throw new Refused(409, 'changed_meanwhile');
  return { account, agreement };
}

export const told = (books: Books, agreement: BookedAgreement) =>
  toAgreement(agreement, openBillsOf(books, agreement).length);
