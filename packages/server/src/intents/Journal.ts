import { parse, stringify } from 'devalue';
import { BillfoldError } from '../errors.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer } from '../provider/Provider.js';
import type { ProposedPlanChange } from '../rules/checkPlanChange.js';

/** A question to the provider, or to the merchant's app, as an operation has asked it. */
export type Call =
  | { of: 'billing'; method: keyof CustomerBilling; customer: BillingCustomer; args: unknown[] }
  | { of: 'saveCustomer'; customer: BillingCustomer }
  | { of: 'now'; project: string; customer: BillingCustomer | undefined }
  | { of: 'listCatalog'; project: string }
  | { of: 'checkPlanChange'; change: ProposedPlanChange };

/** What was answered, or refused. */
export type Answer = { value: unknown } | { error: BillfoldError };

/** What an operation has asked so far, in the order in which it asks, with the answers. */
export type Journal = { call: Call; answer: Answer }[];

/** Which methods of the port change something. */
const changes: Record<keyof CustomerBilling, boolean> = {
  listPlans: false,
  listSubscriptions: false,
  getSubscription: false,
  previewChange: false,
  changeSubscription: true,
  deletePendingChange: true,
  previewCancellation: false,
  cancelSubscription: true,
  keepSubscription: true,
  pauseSubscription: true,
  resumeSubscription: true,
  previewDiscount: false,
  applyDiscount: true,
  getUpcomingInvoice: false,
  payInvoice: true,
  listPaymentMethods: false,
  createSetupIntent: true,
  addPaymentMethod: true,
  setDefaultPaymentMethod: true,
  removePaymentMethod: true,
  getBillingDetails: false,
  updateBillingDetails: true,
  addTaxId: true,
  removeTaxId: true,
  listInvoices: false,
  getInvoice: false,
  getInvoiceDocument: false,
};

/** Whether a call may change something at the provider, so that it must be written down before it is made. */
export const isChange = (call: Call) =>
  call.of === 'saveCustomer' || (call.of === 'billing' && changes[call.method]);

/** Whether something was changed, for certain. */
export const hasChanged = (journal: Journal) =>
  journal.some(({ call, answer }) => isChange(call) && 'value' in answer);

/** How a call is named where it is written down. */
export const nameOfCall = (call: Call) => (call.of === 'billing' ? call.method : call.of);

/** A journal, and the change that is asked for next, as text, dates and all. */
export function writeJournal(journal: Journal, begun: Call): string {
  const answered = journal.map(({ call, answer }) => ({
    call,
    answer: 'value' in answer ? answer : { refused: factsOf(answer.error) },
  }));
  return stringify({ answered, begun } satisfies StoredJournal);
}

/** The same, read again. */
export function readJournal(text: string): { journal: Journal; begun: Call } {
  const { answered, begun } = parse(text) as StoredJournal;
  const journal = answered.map(({ call, answer }) => ({
    call,
    answer: 'value' in answer ? answer : { error: toError(answer.refused) },
  }));
  return { journal, begun };
}

interface StoredJournal {
  answered: { call: Call; answer: { value: unknown } | { refused: ErrorFacts } }[];
  begun: Call;
}

type ErrorFacts = ReturnType<typeof factsOf>;

const factsOf = ({ code, fields, payment, quote, retryAfter }: BillfoldError) => ({
  code,
  fields,
  payment,
  quote,
  retryAfter,
});

const toError = ({ code, fields, payment, quote, retryAfter }: ErrorFacts) =>
  new BillfoldError(code, {
    payment,
    quote,
    ...(fields && { fields }),
    ...(retryAfter !== null && { retryAfter }),
  });
