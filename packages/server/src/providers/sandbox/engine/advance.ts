import type { Account, InvoiceAction, InvoiceState } from './account.js';
import { charge, comeBack, settle } from './collect.js';
import { settlePendingPayment } from './confirm.js';
import { draftOf, progressOf, type Draft, type Progress } from './draft.js';
import { nextDue, type Due } from './due.js';
import type { Millis } from './periods.js';
import { renew } from './renewal.js';
import { changeStatus, end, judge } from './standing.js';
import type { BillingTerms } from './terms.js';

/**
 * Lets time pass for one customer: everything that falls due until `to`, including `to`, happens in the order of
 * its instants. The same in one step as in many. What it is given stays as it was.
 */
export function advance(given: Account, to: Millis, terms: BillingTerms): Progress {
  const draft = draftOf(given);
  happenUntil(draft, (due) => due.at > to, terms);
  return progressOf(draft);
}

/** Lets everything happen in a draft that falls due before something does that `isOver` is true of. */
export function happenUntil(draft: Draft, isOver: (due: Due) => boolean, terms: BillingTerms): void {
  // Only these are looked at in every step, not all that were ever left open.
  let waiting = draft.invoices.filter((invoice) => invoice.next !== null);
  for (;;) {
    const due = nextDue(draft.account.subscriptions, waiting);
    if (due === null || isOver(due)) return;
    const issuedBefore = draft.issued.length;
    happen(draft, due, terms);
    waiting = [...waiting, ...draft.issued.slice(issuedBefore)].filter((invoice) => invoice.next !== null);
  }
}

function happen(draft: Draft, due: Due, terms: BillingTerms): void {
  switch (due.action) {
    case 'settle':
    case 'come_back':
    case 'retry':
    case 'fall_overdue':
      return collect(draft, due.invoice, due.action, due.at, terms);
    case 'settle_change':
      settlePendingPayment(draft, due.subscription, due.at, terms);
      return;
    case 'forget_change':
      due.subscription.pendingPayment = null;
      due.subscription.version += 1;
      return;
    case 'end':
      return end(draft, due.subscription, due.at, terms);
    case 'pause':
      return changeStatus(due.subscription, 'paused');
    case 'renew':
      renew(draft, due.subscription, due.at, terms);
  }
}

/** Something that was planned happens to an open invoice. */
function collect(
  draft: Draft,
  invoice: InvoiceState,
  action: InvoiceAction,
  at: Millis,
  terms: BillingTerms,
): void {
  const { account } = draft;
  const subscription = account.subscriptions.find((candidate) => candidate.id === invoice.subscription);
  invoice.next = null;
  if (action === 'settle') settle(invoice, at);
  if (action === 'come_back') comeBack(invoice, subscription, at, terms);
  if (action === 'retry' && subscription?.paymentMethod)
    charge(account, invoice, subscription.paymentMethod, at, terms);
  judge(draft, subscription, invoice, at, terms);
}
