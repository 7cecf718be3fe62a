import { BillfoldError } from '../errors.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { withinTime } from '../provider/withinTime.js';
import { askPlanCheck } from '../rules/checkPlanChange.js';
import type { Asked } from './converse.js';
import type { Answer, Call } from './Journal.js';

/**
 * Puts a question to whom it is for. What is refused for certain is an answer too.
 *
 * @param unit in no transaction; with an intent where something is to be changed.
 * @throws BillfoldError `provider_unavailable` when there is no answer, and whatever is nobody's refusal.
 */
export async function ask(asked: Asked, call: Call, unit: UnitOfWork): Promise<Answer> {
  try {
    return { value: await withinTime(put(asked, call, unit), unit.deadline) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { error };
  }
}

/** Whether an error is an answer, which would be given again, and not the lack of one. */
export const isRefusal = (error: unknown): error is BillfoldError =>
  error instanceof BillfoldError && !unknowing.has(error.code);

/** Errors that say nothing about what was asked. */
const unknowing: ReadonlySet<BillfoldError['code']> = new Set([
  'provider_unavailable',
  'database_unavailable',
  'internal',
]);

function put({ provider, checkPlanChange }: Asked, call: Call, unit: UnitOfWork): Promise<unknown> {
  switch (call.of) {
    case 'now':
      return provider.now(call.project, unit, call.customer);
    case 'listCatalog':
      return provider.listCatalog!(call.project, unit);
    case 'saveCustomer':
      return provider.saveCustomer(call.customer, unit);
    case 'checkPlanChange':
      return askPlanCheck(checkPlanChange, call.change);
    case 'billing': {
      const billing = provider.forCustomer(call.customer, unit);
      const method = billing[call.method] as (...args: unknown[]) => Promise<unknown>;
      return method.apply(billing, call.args);
    }
  }
}
