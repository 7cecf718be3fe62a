import { stringify } from 'devalue';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer, Provider } from '../provider/Provider.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';
import { nameOfCall, type Answer, type Call, type Journal } from './Journal.js';

/** Who is asked over the network while an operation is done. */
export interface Asked {
  provider: Provider;
  checkPlanChange?: CheckPlanChange | undefined;
}

/** What an operation gives back is what it has come to, and not what it made of a question that nobody has answered. */
export type Whole = <Result>(result: Result) => Result;

/**
 * Runs an operation so that nobody is asked anything over the network while it is in a transaction. It is run with the
 * answers that are known; where it asks for another one, what it has written is undone, the question is asked, and the operation is
 * run again from its start. The last run has all answers, and what it writes is what stays.
 *
 * An operation must ask the same again when it is run again: it may depend on its input, on the database and on what it was
 * answered, but not on a clock or on chance.
 *
 * @param run does the whole operation in a transaction of its own, asking `asked` and nobody else, and passes what it has come to
 * through `whole` before the transaction ends.
 * @param ask is called between the runs. What it throws ends the conversation.
 */
export async function converse<Result>(
  asked: Asked,
  journal: Journal,
  run: (asked: Asked, whole: Whole) => Promise<Result>,
  ask: (call: Call, index: number) => Promise<Answer>,
): Promise<Result> {
  for (;;) {
    const unanswered: Unanswered = { call: null, otherwise: null };
    const whole: Whole = (result) => {
      if (unanswered.otherwise) throw unanswered.otherwise;
      if (unanswered.call) throw new Error(`${nameOfCall(unanswered.call)} is not answered yet.`);
      return result;
    };
    try {
      return await run(answeredFrom(asked, journal, unanswered), whole);
    } catch (error) {
      // Whatever the operation has made of it on the way: it was stopped because somebody must be asked first.
      if (unanswered.otherwise) throw unanswered.otherwise;
      if (unanswered.call === null) throw error;
    }
    journal.push({ call: unanswered.call, answer: await ask(unanswered.call, journal.length) });
  }
}

/** Why a run was stopped. */
interface Unanswered {
  call: Call | null;
  otherwise: AskedOtherwise | null;
}

/** An operation has asked something else than before: what was answered then is no answer to it. */
export class AskedOtherwise extends Error {
  constructor(before: Call, now: Call | null) {
    const asked = now ? `asked for ${nameOfCall(now)}` : 'asked for nothing';
    super(`An operation ${asked} where it had asked for ${nameOfCall(before)}, or for another one of these.`);
  }
}

/** The provider and the app as far as they have answered. The first question that they have not stops the operation. */
function answeredFrom({ provider, checkPlanChange }: Asked, journal: Journal, unanswered: Unanswered): Asked {
  let next = 0;
  const answer = async (call: Call): Promise<never> => {
    const known = journal[next++];
    if (!known) {
      unanswered.call ??= call;
      throw new Error(`${nameOfCall(call)} is not answered yet.`);
    }
    if (!isSame(known.call, call)) throw (unanswered.otherwise ??= new AskedOtherwise(known.call, call));
    if ('error' in known.answer) throw known.answer.error;
    return known.answer.value as never;
  };
  const billingOf = (customer: BillingCustomer): CustomerBilling =>
    new Proxy({} as CustomerBilling, {
      get:
        (_, method: keyof CustomerBilling) =>
        (...args: unknown[]) =>
          answer({ of: 'billing', method, customer, args }),
    });
  const known: Partial<Provider> = {
    now: (project, _unit, customer) => answer({ of: 'now', project, customer }),
    saveCustomer: (customer) => answer({ of: 'saveCustomer', customer }),
    ...(provider.listCatalog && { listCatalog: (project) => answer({ of: 'listCatalog', project }) }),
    forCustomer: (customer) => billingOf(customer),
  };
  return {
    provider: Object.assign(Object.create(provider) as Provider, known),
    checkPlanChange: checkPlanChange && ((change) => answer({ of: 'checkPlanChange', change })),
  };
}

/** Whether two questions are one. Of a customer it is enough to know who they are: what is known of them may have grown. */
export function isSame(one: Call, other: Call): boolean {
  if (nameOfCall(one) !== nameOfCall(other)) return false;
  if (one.of !== 'billing' || other.of !== 'billing') return true;
  return one.customer.id === other.customer.id && stringify(one.args) === stringify(other.args);
}
