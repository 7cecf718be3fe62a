import type { Scenario } from '@billfold/contract';
import type { UnitOfWork } from '../../../provider/Provider.js';
import type { BillingTerms } from '../engine/terms.js';
import { addToCatalog, hasProducts } from '../store/catalog.js';
import { holdClock } from '../store/clock.js';
import type { CustomerKey } from '../store/customers.js';
import { billHistory } from './billHistory.js';
import { defaultCatalog } from './defaultCatalog.js';
import { scenarioCustomers } from './scenarios.js';

/** Gives a customer who never bought anything the history of a scenario. Must be in a transaction. */
export async function billScenario(
  unit: UnitOfWork,
  customer: CustomerKey,
  scenario: Scenario,
  terms: BillingTerms,
): Promise<void> {
  const { database } = unit;
  // Its prices are put on offer only where nothing else is: a merchant's own offer stays as it was written.
  const isEmpty = !(await hasProducts(database, customer.project));
  await addToCatalog(database, customer.project, defaultCatalog, { offered: isEmpty });
  const now = await holdClock(unit, customer.project);
  await billHistory(database, customer, scenarioCustomers[scenario].subscriptions, now, terms);
}
