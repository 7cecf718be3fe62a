import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { Provider } from '../provider/Provider.js';

/** Wraps a provider and writes down what is asked of it: methods of a customer's billing, and the time. */
export function countCalls(calls: string[]): (provider: Provider) => Provider {
  return (provider) => ({
    ...provider,
    now: (...args) => {
      calls.push('now');
      return provider.now(...args);
    },
    saveCustomer: (...args) => provider.saveCustomer(...args),
    forCustomer: (customer, unit) => {
      const billing = provider.forCustomer(customer, unit);
      return new Proxy(billing, {
        get(target, name: keyof CustomerBilling) {
          const method = target[name] as (...args: unknown[]) => unknown;
          return (...args: unknown[]) => {
            calls.push(name);
            return method.apply(target, args);
          };
        },
      });
    },
  });
}
