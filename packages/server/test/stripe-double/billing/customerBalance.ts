import type { Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { numberOf, requiredText, textOf } from '../params.js';
import { invalid, noSuch } from '../StripeFault.js';
import { moveBalance } from './balance.js';
import { find } from './find.js';
import { taxRateOf } from './taxes.js';

/** What customers have to their credit; and the tax rates that invoices name. */
export const customerBalanceHandlers: Handlers = {
  'GET /v1/customers/{id}/balance_transactions': (call) => {
    const customer = find(call.state.customers, call.path.id, 'customer');
    const theirs = [...call.state.balanceTransactions.values()].filter((it) => it.customer === customer.id);
    return pageOf(call, theirs, `/v1/customers/${customer.id}/balance_transactions`);
  },
  'POST /v1/customers/{id}/balance_transactions': ({ state, path, params }) => {
    const customer = find(state.customers, path.id, 'customer');
    const amount = numberOf(params.amount, 'amount');
    if (amount === undefined)
      throw invalid('Missing required param: amount.', { code: 'parameter_missing', param: 'amount' });
    const currency = requiredText(params.currency, 'currency').toLowerCase();
    const description = textOf(params.description, 'description') ?? null;
    const why = { type: 'adjustment', invoice: null, description, currency };
    return moveBalance(state, customer, amount, why, state.timeOf(customer.id));
  },
  'GET /v1/tax_rates/{id}': ({ path }) => {
    const rate = taxRateOf(path.id ?? '');
    if (!rate) throw noSuch('tax rate', path.id ?? '');
    return rate;
  },
};
