import type { Database } from '../../database/Database.js';
import { putIntentOnFile } from './billing/putOnFile.js';
import type { Account } from './engine/account.js';
import { advance } from './engine/advance.js';
import type { BillingTerms } from './engine/terms.js';
import { loadAccount } from './store/account.js';
import { lockCustomer, type CustomerRow } from './store/customers.js';
import { listSettledSetups } from './store/setupIntents.js';
import { saveAndTell, tellOfSetup } from './tellOfTime.js';

/**
 * Lets everything happen to a customer that is due by an instant, and tells the merchant. Their row must be locked.
 *
 * @param tellAt when it is told, by the server's clock.
 * @returns the account afterwards, in which subscriptions that have ended on the way still are.
 */
export async function bringUpTo(
  database: Database,
  row: CustomerRow,
  to: Date,
  terms: BillingTerms,
  tellAt: Date,
): Promise<Account> {
  const run = async (given: CustomerRow, until: Date): Promise<Account> => {
    const account = await loadAccount(database, given);
    const progress = advance(account, until.getTime(), terms);
    await saveAndTell(database, given, account, progress, { at: tellAt, drawn: terms.drawn });
    return progress.account;
  };
  let current = row;
  for (const setup of await listSettledSetups(database, row, to)) {
    const at = setup.settlesAt!;
    // What falls due at the very instant is charged to it already.
    await run(current, new Date(at.getTime() - 1));
    current = await lockCustomer(database, row);
    const account = await loadAccount(database, current);
    const put = await putIntentOnFile({ database, row: current, account }, setup, setup.choice!, at);
    await tellOfSetup(database, row, put, tellAt);
    current = await lockCustomer(database, row);
  }
  return run(current, to);
}
