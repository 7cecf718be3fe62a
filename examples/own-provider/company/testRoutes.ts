import { bringUp, changed, restart, settle, charge, issue, lineOf } from './billing.js';
import { find, makeId, nowOf, of, Refused, type BookedAgreement } from './Books.js';
import { monthsLater } from './catalogue.js';
import { confirmChange } from './changes.js';
import { told, type Route } from './routes.js';

// What a test account can do, and a real one can not: buy without a shop, be its own bank, and move its time.

const DAY = 86_400_000;

interface WantedAgreement {
  price: string;
  seats?: number;
  trialDays?: number;
  startedMonthsAgo?: number;
}

export const testRoutes: Record<string, Route> = {
  'POST /test/accounts/{id}/agreements': (books, { id }, body) => {
    const account = find(books.accounts, id);
    const { price, seats, trialDays, startedMonthsAgo } = body as unknown as WantedAgreement;
    const at = monthsLater(nowOf(account), -(startedMonthsAgo ?? 0));
    const card = account.standardCard ?? putCard();
    account.standardCard = card;
    const trialTo = trialDays ? at + trialDays * DAY : null;
    const agreement: BookedAgreement = {
      id: makeId(),
      account: account.id,
      revision: 1,
      price,
      seats: seats ?? 1,
      card,
      lines: [],
      since: at,
      from: at,
      to: at,
      anchor: at,
      periods: 0,
      trialTo,
      waiting: null,
      endsAt: null,
      endAskedAt: null,
      endedAt: null,
    };
    books.agreements.set(agreement.id, agreement);
    if (trialTo === null) {
      restart(agreement, at);
      charge(books, issue(books, account, agreement, [lineOf(agreement, at)], at), card, at);
    } else {
      // The periods are counted from the end of the trial.
      agreement.to = trialTo;
      agreement.anchor = trialTo;
    }
    bringUp(books, account);
    return told(books, agreement);

    function putCard(): string {
      const card = { id: makeId(), account: account.id, brand: 'visa', lastFour: '4242', holder: 'A Tester' };
      books.cards.set(card.id, { ...card, month: 12, year: 2040, since: at, onFile: true });
      return card.id;
    }
  },

  'POST /test/accounts/{id}/clock': (books, { id }, { to }) => {
    const account = find(books.accounts, id);
    account.clock = Date.parse(String(to));
    bringUp(books, account);
    return null;
  },

  'POST /test/accounts/{id}/next-charge': (books, { id }, { outcome }) => {
    find(books.accounts, id).nextCharge = outcome as 'declined' | 'bank_asks';
    return null;
  },

  'POST /test/accounts/{id}/bank': (books, { id }, { secret, said }) => {
    const account = find(books.accounts, id);
    const agreement = of(books.agreements, account).find(({ waiting }) => waiting?.secret === secret);
    if (agreement) return confirmChange(books, account, agreement, said === 'yes') ?? null;
    const bill = of(books.bills, account).find(({ attempt }) => attempt?.secret === secret);
    if (!bill?.attempt) throw new Refused(404, 'unknown');
    bill.attempt.secret = null;
    bill.attempt.state = said === 'yes' ? 'taken' : 'declined';
    bill.attempt.reason = said === 'yes' ? null : 'declined';
    if (said === 'yes') settle(bill, nowOf(account));
    changed(books, books.agreements.get(bill.agreement)!);
    return null;
  },

  // In the place of the page that a person would enter a card in.
  'POST /test/enrolments/{id}/card': (books, { id }, { card, said }) => {
    const enrolment = find(books.enrolments, id);
    if (card === 'refused' || said === 'no') enrolment.state = 'declined';
    else if (card === 'asks' && said === undefined) enrolment.state = 'bank_asks';
    else {
      const since = nowOf(find(books.accounts, enrolment.account));
      const { account } = enrolment;
      enrolment.card = makeId();
      enrolment.state = 'ready';
      const entered = {
        id: enrolment.card,
        account,
        brand: 'mastercard',
        lastFour: '4444',
        holder: 'A Tester',
      };
      books.cards.set(entered.id, { ...entered, month: 6, year: 2041, since, onFile: false });
    }
    return null;
  },
};
