import { expect } from 'vitest';
import type {
  Account,
  InvoiceState,
  IssuedInvoice,
  SubscriptionState,
} from '../src/providers/sandbox/engine/account.js';
import { advance } from '../src/providers/sandbox/engine/advance.js';
import { cancelSubscription } from '../src/providers/sandbox/engine/cancel.js';
import { changeSubscription } from '../src/providers/sandbox/engine/change.js';
import type { Progress } from '../src/providers/sandbox/engine/draft.js';
import { sum } from '../src/providers/sandbox/engine/money.js';
import { DAY, type Millis } from '../src/providers/sandbox/engine/periods.js';
import { changeAt, doDeed, onlySubscription, stated, type Deed, type History } from './engineHistory.js';
import { testOptions } from './engineAccount.js';
import { Ledger } from './engineLedger.js';
import { defaultTerms } from '../src/providers/sandbox/engine/terms.js';
import { upcomingInvoice } from '../src/providers/sandbox/engine/upcoming.js';

/** What must hold for every history, as functions that fail where it does not. */

/** Invoices as they are after all that became of them. */
class Book {
  readonly invoices = new Map<string, IssuedInvoice>();

  keep({ issued, changedInvoices }: Progress): void {
    for (const invoice of issued) this.invoices.set(invoice.id, invoice);
    for (const changed of changedInvoices) this.update(changed);
  }

  private update(changed: InvoiceState): void {
    this.invoices.set(changed.id, { ...this.invoices.get(changed.id)!, ...changed });
  }

  get all(): IssuedInvoice[] {
    return [...this.invoices.values()];
  }
}

/** Lives through a history, and through all that falls due in it thing by thing. */
function live(
  { start, deeds }: History,
  onTime: (before: Account, progress: Progress, at: Millis) => void,
  onDeed: (before: Account, deed: Deed, progress: Progress | null, at: Millis) => void,
): { account: Account; now: Millis } {
  let account = start;
  let now = onlySubscription(start).startedAt;
  const waitUntil = (to: Millis) => {
    for (;;) {
      const { dueAt } = advance(account, Math.min(now, to), defaultTerms);
      const next = dueAt === null || dueAt > to ? to : dueAt;
      const progress = advance(account, next, defaultTerms);
      onTime(account, progress, next);
      account = progress.account;
      now = next;
      if (next === to) return;
    }
  };
  waitUntil(now);
  for (const { after, deed } of deeds) {
    waitUntil(now + after);
    const step = doDeed(account, deed, now);
    onDeed(account, deed, step?.progress ?? null, now);
    account = stated(step?.progress.account ?? account, deed, now);
  }
  return { account, now };
}

/** What was charged without what was credited is the time that was had, within a unit per line; and the books agree. */
export function conservesMoney(history: History): void {
  const book = new Book();
  const ledger = new Ledger(onlySubscription(history.start));
  const { account, now } = live(
    history,
    (before, progress, at) => {
      book.keep(progress);
      const { pendingPayment, status } = onlySubscription(before);
      const after = onlySubscription(progress.account);
      const isSettled = pendingPayment?.settlesAt === at && progress.issued.length > 0 && status !== 'paused';
      if (isSettled) ledger.change(pendingPayment.change, onlySubscription(before), after);
      ledger.follow(after);
    },
    (before, deed, progress, at) => {
      if (!progress) return;
      book.keep(progress);
      record(ledger, deed, onlySubscription(before), progress, at);
    },
  );

  const { status } = onlySubscription(account);
  if (status !== 'canceled') {
    const isOwed = account.openInvoices.some(({ payment }) => payment?.status !== 'processing');
    // What is under way has not been charged, and is not canceled over: it counts as refused.
    const subscriptions = [{ ...onlySubscription(account), pendingPayment: null }];
    const last = cancelSubscription({ ...account, subscriptions }, 'sub_1', {
      at: 'now',
      prorationBehavior: 'create_prorations',
      now,
    });
    book.keep(last.progress);
    ledger.end(now, status === 'active' && !isOwed);
    expect(last.progress.account.balance).toBe(-sum(book.all.map(({ balanceApplied }) => balanceApplied)));
  }
  const lines = book.all.flatMap((invoice) => invoice.lines);
  const charged = Number(sum(lines.map(({ amount, discount }) => amount - discount)));
  expect(Math.abs(charged - ledger.worth)).toBeLessThanOrEqual(lines.length + 1e-3);
  for (const invoice of book.all) addsUp(invoice);
}

/** Tells the ledger what was done, which it then values for itself. */
function record(
  ledger: Ledger,
  deed: Deed,
  before: SubscriptionState,
  { account, issued }: Progress,
  at: Millis,
): void {
  const after = onlySubscription(account);
  const isDone = after.version !== before.version && after.pendingPayment === null;
  switch (deed.kind) {
    case 'change':
      if (isDone && deed.change.timing === 'period_end') ledger.schedule(changeAt(deed, at));
      else if (isDone) ledger.change(changeAt(deed, at), before, after);
      return;
    case 'confirm':
      if (before.pendingPayment && issued.length > 0 && before.status !== 'paused') {
        ledger.change(before.pendingPayment.change, before, after);
      }
      return ledger.follow(after);
    case 'discount':
      return ledger.give(deed.coupon, false, at);
    case 'cancel':
      ledger.schedule(null);
      if (after.endedAt !== null) ledger.end(at, false);
      return;
    case 'pause':
    case 'delete_pending_change':
      return ledger.schedule(null);
    default:
      return ledger.follow(after);
  }
}

function addsUp({
  lines,
  taxes,
  subtotal,
  discount,
  tax,
  total,
  balanceApplied,
  amountPaid,
  status,
}: IssuedInvoice): void {
  const added = sum(taxes.filter(({ inclusive }) => !inclusive).map(({ amount }) => amount));
  expect(subtotal).toBe(sum(lines.map(({ amount }) => amount)));
  expect(discount).toBe(sum(lines.map((line) => line.discount)));
  expect(tax).toBe(sum(taxes.map(({ amount }) => amount)));
  expect(total).toBe(subtotal - discount + added);
  expect(balanceApplied <= (total > 0n ? total : 0n)).toBe(true);
  expect(amountPaid).toBe(status === 'paid' ? total - balanceApplied : 0n);
}

/** What a preview says is charged, and what is upcoming comes. */
export function foretells(history: History): void {
  live(
    history,
    (before, progress, at) => {
      const upcoming = upcomingInvoice(before, 'sub_1', defaultTerms);
      const [issued, another] = progress.issued;
      const isForgotten = onlySubscription(before).pendingPayment?.settlesAt === at;
      // What becomes of payments is not foreseen: a debt that is given up on ends what it is for before its time.
      const { cancelAt } = onlySubscription(before);
      const { endedAt } = onlySubscription(progress.account);
      const isGivenUp = endedAt !== null && endedAt !== cancelAt;
      if (!issued || another || isForgotten || isGivenUp) return;
      expect(textOf(issued)).toEqual(textOf(upcoming!));
    },
    (before, deed, progress, at) => {
      if (deed.kind !== 'change' || !progress) return;
      const change = changeAt(deed, at);
      const { priced } = changeSubscription(before, 'sub_1', change, { ...testOptions, preview: true });
      const step = changeSubscription(before, 'sub_1', change, testOptions);
      expect(step.priced).toEqual(priced);
      if (step.invoice) expect(priced.total).toBe(priced.dueNow + priced.balanceApplied - priced.creditAdded);
      const asked = onlySubscription(progress.account).pendingPayment;
      if (step.outcome.status === 'requires_action') expect(asked?.amount).toBe(priced.dueNow);
      if (step.outcome.status !== 'succeeded') return;
      const [invoice] = progress.issued;
      expect(invoice ? invoice.total - invoice.balanceApplied : 0n).toBe(priced.dueNow);
      expect(progress.account.balance - before.balance).toBe(priced.creditAdded - priced.balanceApplied);
      const upcoming = upcomingInvoice(progress.account, 'sub_1', defaultTerms);
      expect(priced.nextInvoice?.total).toBe(upcoming?.total);
    },
  );
}

function textOf({
  lines,
  taxes,
  subtotal,
  discount,
  total,
  balanceApplied,
  issuedAt,
  period,
}: IssuedInvoice) {
  return { lines, taxes, subtotal, discount, total, balanceApplied, issuedAt, period };
}

/** The same happens in one step and in many. */
export function isTheSameInSteps(history: History, steps: readonly number[]): void {
  const [once, many] = [[], steps].map((stops) => {
    const book = new Book();
    let account = history.start;
    let now = onlySubscription(account).startedAt;
    for (const { after, deed } of [...history.deeds, { after: 400 * DAY, deed: null }]) {
      for (const share of [...stops, 1]) {
        const progress = advance(account, now + Math.floor(after * share), defaultTerms);
        book.keep(progress);
        account = progress.account;
      }
      now += after;
      const step = deed && doDeed(account, deed, now);
      if (step) book.keep(step.progress);
      if (step) account = step.progress.account;
      if (deed) account = stated(account, deed, now);
    }
    return { account, invoices: book.all };
  });
  expect(many).toEqual(once);
}
