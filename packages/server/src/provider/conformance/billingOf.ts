import type { CustomerBilling } from '../CustomerBilling.js';
import type { BillingCustomer, Intent, UnitOfWork } from '../Provider.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';

/**
 * The billing of a customer as the portal binds it: for a provider elsewhere, with an intent of its own for every call, and one call
 * after the other.
 */
export function billingOf(subject: ProviderUnderTest, customer: BillingCustomer): CustomerBilling {
  if (!subject.provider.remote) return subject.provider.forCustomer(customer, subject.unit());
  return new Proxy({} as CustomerBilling, {
    get:
      (_, method: keyof CustomerBilling) =>
      (...args: unknown[]) => {
        const billing = subject.provider.forCustomer(customer, unitOf(subject));
        return afterOthers(customer, () =>
          (billing[method] as (...args: unknown[]) => Promise<unknown>)(...args),
        );
      },
  });
}

/** What was asked for last, by customer. */
const underWay = new Map<string, Promise<unknown>>();

/** A customer has one intent that is not finished, and the next one waits for it. */
function afterOthers<Result>({ project, id }: BillingCustomer, ask: () => Promise<Result>): Promise<Result> {
  const key = `${project}/${id}`;
  const asked = (underWay.get(key) ?? Promise.resolve()).then(ask, ask);
  underWay.set(key, asked);
  return asked;
}

/** A unit of work in which a provider elsewhere can be asked for a change. */
export function unitOf(subject: ProviderUnderTest): UnitOfWork {
  return subject.provider.remote ? { ...subject.unit(), intent: createIntent() } : subject.unit();
}

/**
 * An intent that lives as long as a test: for calls of an adapter of a provider elsewhere that a test makes by itself. Calls under one
 * intent are one change that is driven again: what a step has come to is not done a second time.
 *
 * @param id by which the provider knows it; given again, it is the same change after a crash that has kept nothing of it.
 */
export function createIntent(id = `int_${crypto.randomUUID().replaceAll('-', '')}`): Intent {
  const results = new Map<string, unknown>();
  return {
    id,
    step: async <Result>(name: string, work: (idempotencyKey: string) => Promise<Result>) => {
      if (!results.has(name)) results.set(name, await work(`${id}:${name}`));
      return results.get(name) as Result;
    },
  };
}
