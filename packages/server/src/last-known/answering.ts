import { stringify } from 'devalue';
import { hashSecret } from '../access/secrets.js';
import { BillfoldError } from '../errors.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../provider/Provider.js';
import { withinTime } from '../provider/withinTime.js';
import type { LastKnown } from './LastKnown.js';

/** How old what a request is answered with is. */
export interface Freshness {
  /** When the oldest part of it was known to be so; null: all of it is as it is now. */
  asOf: Date | null;
}

export interface Reading {
  lastKnown: LastKnown;
  clock: () => Date;
  /** How long a provider is waited for where something is known already, in milliseconds. */
  patienceMs: number;
}

/** What is kept. Not documents, which are large, and not prices of changes, which must be those of now. */
const KEPT: ReadonlySet<keyof CustomerBilling> = new Set([
  'listPlans',
  'listSubscriptions',
  'getSubscription',
  'getUpcomingInvoice',
  'listPaymentMethods',
  'getBillingDetails',
  'listInvoices',
  'getInvoice',
] as const);

/**
 * A provider elsewhere as reads ask it: where it can not be reached, or takes long, it is as it was known last. For reads that only
 * show something: whoever decides by an answer must have one of now.
 *
 * @param freshness is told when that was.
 */
export function answeringFromLastKnown(provider: Provider, reading: Reading, freshness: Freshness): Provider {
  const known: Partial<Provider> = {
    // What time it is there differs from ours only for customers whose time is moved in a test.
    now: (project, unit, customer) =>
      withinTime(provider.now(project, unit, customer), soon(unit, reading)).catch((error: unknown) => {
        if (!isUnavailable(error)) throw error;
        return unit.now;
      }),
    forCustomer: (customer, unit) => {
      const billing = provider.forCustomer(customer, unit);
      return new Proxy(billing, {
        get:
          (_, method: keyof CustomerBilling) =>
          (...args: unknown[]) => {
            const ask = () => (billing[method] as (...args: unknown[]) => Promise<unknown>)(...args);
            if (!KEPT.has(method)) return withinTime(ask(), unit.deadline);
            return askOrRecall(ask, { customer, method, args, unit }, reading, freshness);
          },
      });
    },
  };
  return Object.assign(Object.create(provider) as Provider, known);
}

interface Asked {
  customer: BillingCustomer;
  method: keyof CustomerBilling;
  args: unknown[];
  unit: UnitOfWork;
}

async function askOrRecall(
  ask: () => Promise<unknown>,
  { customer: { project, id: customer }, method, args, unit }: Asked,
  { lastKnown, clock, patienceMs }: Reading,
  freshness: Freshness,
): Promise<unknown> {
  const asked = { project, customer, question: `${method} ${hashSecret(stringify(args)).slice(0, 32)}` };
  const at = clock();
  const answer = withinTime(ask(), unit.deadline);
  // Also when it comes too late for this request.
  const kept = answer.then((value) => {
    lastKnown.keep(asked, value, at);
    return { value };
  });
  const heard = await orNothing(kept, patienceMs);
  if (heard) return heard.value;
  const recalled = await lastKnown.find(asked);
  if (!recalled) return answer;
  if (freshness.asOf === null || recalled.at < freshness.asOf) freshness.asOf = recalled.at;
  return recalled.value;
}

/** What was heard in time; null: nothing. @throws whatever is an answer too. */
async function orNothing<Heard>(answer: Promise<Heard>, withinMs: number): Promise<Heard | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), withinMs)));
  const heard = answer.catch((error: unknown) => {
    if (!isUnavailable(error)) throw error;
    return null;
  });
  return Promise.race([heard, silence]).finally(() => clearTimeout(timer));
}

const isUnavailable = (error: unknown) =>
  error instanceof BillfoldError && error.code === 'provider_unavailable';

const soon = ({ deadline }: UnitOfWork, { patienceMs }: Reading) =>
  Math.min(deadline ?? Infinity, Date.now() + patienceMs);
