import { find, makeId, nowOf, of, Refused, type BookedAccount, type Books } from './Books.js';
import { bringUp, changed } from './billing.js';
import type { Route } from './routes.js';
import { toAccount, toCard, toEnrolment } from './toWire.js';
import type { AccountDetails, TaxNumber } from './wire.js';

const MAX_TAX_NUMBERS = 5;

/** Who is billed, and what they are charged with. */
export const accountRoutes: Record<string, Route> = {
  // Called by the caller's own key, so that it can be said any number of times.
  'PUT /accounts/by-key/{key}': (books, { key = '' }, body) => {
    const known = [...books.accounts.values()].find((account) => account.key === key);
    const linked = known ?? (typeof body['id'] === 'string' ? find(books.accounts, body['id']) : null);
    if (linked && linked.key !== key && linked.key !== '') throw new Refused(409, 'taken');
    const account: BookedAccount = linked ?? {
      id: makeId(),
      key,
      credit: 0,
      bills: 0,
      clock: null,
      nextCharge: null,
      standardCard: null,
      taxNumbers: [],
      ...(body['details'] as AccountDetails),
    };
    Object.assign(account, body['details'], { key });
    const wanted = body['taxNumbers'] as Pick<TaxNumber, 'type' | 'number'>[];
    const isWanted = (one: TaxNumber) =>
      wanted.some((two) => two.type === one.type && two.number === one.number);
    account.taxNumbers = account.taxNumbers.filter(isWanted);
    for (const { type, number } of wanted) {
      if (!account.taxNumbers.some((one) => one.type === type && one.number === number)) {
        account.taxNumbers.push({
          id: makeId(),
          type,
          number,
          since: new Date(nowOf(account)).toISOString(),
        });
      }
    }
    books.accounts.set(account.id, account);
    return toAccount(account);
  },

  'GET /accounts/{id}': (books, { id }) => toAccount(find(books.accounts, id)),

  'PATCH /accounts/{id}': (books, { id }, body) => {
    const account = find(books.accounts, id);
    Object.assign(account, body);
    return toAccount(account);
  },

  'POST /accounts/{id}/tax-numbers': (books, { id }, { type, number }) => {
    const account = find(books.accounts, id);
    if (!/^[A-Z]{2}[A-Z0-9]{8,12}$/.test(String(number))) throw new Refused(422, 'not_a_number');
    if (account.taxNumbers.some((one) => one.type === type && one.number === number))
      throw new Refused(409, 'taken');
    if (account.taxNumbers.length >= MAX_TAX_NUMBERS) throw new Refused(409, 'too_many');
    const since = new Date(nowOf(account)).toISOString();
    account.taxNumbers.push({ id: makeId(), type: String(type), number: String(number), since });
    return account.taxNumbers.at(-1)!;
  },

  'DELETE /accounts/{id}/tax-numbers/{number}': (books, { id, number }) => {
    const account = find(books.accounts, id);
    const found = account.taxNumbers.find((one) => one.id === number);
    if (!found) throw new Refused(404, 'unknown');
    account.taxNumbers = account.taxNumbers.filter((one) => one !== found);
    return found;
  },

  'GET /accounts/{id}/cards': (books, { id }) =>
    of(books.cards, find(books.accounts, id))
      .filter(({ onFile }) => onFile)
      .map(toCard),

  'POST /accounts/{id}/enrolments': (books, { id }) => {
    const account = find(books.accounts, id);
    const enrolment = {
      id: makeId(),
      account: account.id,
      secret: `enrol${makeId()}`,
      state: 'open' as const,
      since: nowOf(account),
      card: null,
    };
    books.enrolments.set(enrolment.id, enrolment);
    return toEnrolment(enrolment);
  },

  'GET /enrolments/{id}': (books, { id }) => toEnrolment(find(books.enrolments, id)),

  // Puts a card on file that was entered. The first one is what new agreements are charged with, and those without any.
  'POST /enrolments/{id}/finish': (books, { id }, { makeStandard, agreements }) => {
    const enrolment = find(books.enrolments, id);
    const account = find(books.accounts, enrolment.account);
    if (enrolment.state === 'finished') return { card: enrolment.card, isNew: false, moved: [] };
    if (enrolment.state !== 'ready') throw new Refused(409, 'not_in_this_state');
    const isFirst = account.standardCard === null && !hasOther(books, account, enrolment.card!);
    const moved =
      makeStandard || isFirst ? choose(books, account, enrolment.card!, makeStandard ? agreements : []) : [];
    find(books.cards, enrolment.card!).onFile = true;
    enrolment.state = 'finished';
    const without = of(books.agreements, account).filter(
      ({ card, endedAt }) => isFirst && card === null && endedAt === null,
    );
    return {
      card: enrolment.card,
      isNew: true,
      moved: [...moved, ...without.map((one) => move(books, one, enrolment.card))],
    };
  },

  'POST /accounts/{id}/standard-card': (books, { id }, { card, agreements }) => {
    const account = find(books.accounts, id);
    const chosen = find(books.cards, String(card));
    if (chosen.account !== account.id || !chosen.onFile) throw new Refused(404, 'unknown');
    const isNew = account.standardCard !== chosen.id;
    return { isNew, moved: choose(books, account, chosen.id, agreements) };
  },

  // What was charged with it is charged with the standard one from then on, or with nothing.
  'POST /cards/{id}/remove': (books, { id }) => {
    const card = find(books.cards, id);
    const account = find(books.accounts, card.account);
    if (!card.onFile) throw new Refused(404, 'unknown');
    card.onFile = false;
    if (account.standardCard === card.id) account.standardCard = null;
    const charged = of(books.agreements, account).filter(
      (one) => one.card === card.id && one.endedAt === null,
    );
    return { moved: charged.map((one) => move(books, one, account.standardCard)) };
  },
};

const hasOther = (books: Books, account: BookedAccount, card: string) =>
  of(books.cards, account).some(({ id, onFile }) => onFile && id !== card);

function choose(books: Books, account: BookedAccount, card: string, agreements: unknown): string[] {
  bringUp(books, account);
  const living = of(books.agreements, account).filter(({ endedAt }) => endedAt === null);
  const named =
    agreements === 'all' ? living : (agreements as string[]).map((id) => living.find((one) => one.id === id));
  if (named.includes(undefined)) throw new Refused(404, 'unknown');
  account.standardCard = card;
  return named.filter((one) => one!.card !== card).map((one) => move(books, one!, card));
}

function move(books: Books, agreement: Parameters<typeof changed>[1], card: string | null): string {
  agreement.card = card;
  changed(books, agreement);
  return agreement.id;
}
