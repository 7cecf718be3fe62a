import type { Database } from '../database/Database.js';
import { isChange } from '../intents/Journal.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer, Provider, UnitOfWork } from '../provider/Provider.js';
import type { Network } from './Network.js';

/**
 * A provider that lives elsewhere: the sandbox on a database of its own, reached over a network that a test can break. Each
 * change is two steps there, a note and the change itself.
 */
export function makeRemote(sandbox: Provider, elsewhere: Database, network: Network): Provider {
  const within = (database: Database, { now }: UnitOfWork): UnitOfWork => ({ database, now });
  return {
    name: 'remote',
    testMode: true,
    remote: {},
    lacks: sandbox.lacks,
    ...(sandbox.paymentFields && { paymentFields: sandbox.paymentFields }),
    now: (project, unit) => sandbox.now(project, within(elsewhere, unit)),
    listCatalog: (project, unit) =>
      network.send('listCatalog', null, () => sandbox.listCatalog!(project, within(elsewhere, unit))),
    saveCustomer: (customer, unit) => {
      const save = (key: string) =>
        network.send('saveCustomer', key, async () => {
          await elsewhere.transaction((tx) => sandbox.saveCustomer(customer, within(tx, unit)));
          return `there_${customer.id}`;
        });
      return intentOf(unit, 'saveCustomer').step('do', save);
    },
    forCustomer: (customer, unit) =>
      new Proxy({} as CustomerBilling, {
        get:
          (_, method: keyof CustomerBilling) =>
          (...args: unknown[]) =>
            isChange({ of: 'billing', method, customer, args })
              ? change(customer, unit, method, args)
              : network.send(method, null, () => call(customer, within(elsewhere, unit), method, args)),
      }),
  };

  async function change(
    customer: BillingCustomer,
    unit: UnitOfWork,
    method: keyof CustomerBilling,
    args: unknown[],
  ): Promise<unknown> {
    const intent = intentOf(unit, method);
    await intent.step('check', () => network.send(`check ${method}`, null, async () => ({ seen: unit.now })));
    await intent.step('note', (key) => network.send(`note ${method}`, key, async () => null));
    return intent.step('do', (key) =>
      network.send(method, key, () =>
        elsewhere.transaction((tx) => call(customer, within(tx, unit), method, args)),
      ),
    );
  }

  /** Whoever was never made known there has nothing there. */
  async function call(
    customer: BillingCustomer,
    unit: UnitOfWork,
    method: keyof CustomerBilling,
    args: unknown[],
  ): Promise<unknown> {
    const billing = sandbox.forCustomer(customer, unit);
    return (billing[method] as (...args: unknown[]) => Promise<unknown>).apply(billing, args);
  }
}

function intentOf({ intent, database }: UnitOfWork, method: string) {
  if (!intent) throw new Error(`${method} changes something, and there is no intent.`);
  if ('rollback' in database) throw new Error(`${method} is called in a transaction.`);
  return intent;
}
