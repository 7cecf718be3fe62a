import type { Database } from '../../database/Database.js';
import { asDefault, MADE_DEFAULT } from '../../events/madeDefault.js';
import { previousAttributes } from '../../events/previousAttributes.js';
import { audit, record, recordAll, type ToldDeed } from '../../events/record.js';
import { subscriptionEvent } from '../../events/subscriptionEvent.js';
import type { Moved } from '../../provider/CustomerBilling.js';
import type { Account, SubscriptionState } from './engine/account.js';
import type { Progress } from './engine/draft.js';
import { invoiceEvents } from './invoiceEvents.js';
import { saveProgress } from './store/account.js';
import type { CustomerRow } from './store/customers.js';
import { readPaymentMethods } from './store/paymentMethodFile.js';
import { toSubscription } from './store/subscriptionResource.js';
import { findSubscriptionRow } from './store/subscriptions.js';

/**
 * Writes what time has brought about, and tells the merchant of every invoice that was issued or is in another state since,
 * and then of every subscription: nobody else was there to do it.
 *
 * @param telling.at when it is told, by the server's clock.
 * @param telling.drawn whether somebody draws documents here.
 */
export async function saveAndTell(
  database: Database,
  row: CustomerRow,
  before: Account,
  progress: Progress,
  { at, drawn }: { at: Date; drawn: boolean },
): Promise<void> {
  const { project, customer } = row;
  const read = async (id: string) => toSubscription((await findSubscriptionRow(database, row, id))!);
  const changes = [];
  for (const after of progress.changedSubscriptions) {
    const earlier = before.subscriptions.find(({ id }) => id === after.id)!;
    const event = subscriptionEvent(earlier, after, isOther(earlier, after));
    if (event) changes.push({ event, before: await read(after.id) });
  }
  await saveProgress(database, row, before, progress);
  const deed = { project, customer, by: 'server', at } as const;
  const told: ToldDeed[] = (await invoiceEvents(database, row, before, progress, drawn)).map(
    ({ type, ...data }) => ({ ...deed, type, target: data.object.id, data }),
  );
  for (const { event, before: earlier } of changes) {
    const object = await read(earlier.id);
    const data = { object, previousAttributes: previousAttributes(earlier, object) };
    told.push({ ...deed, type: `customer.subscription.${event}`, target: object.id, data });
  }
  await recordAll({ database, now: at }, told);
}

/**
 * Tells the merchant of a payment method that time has put on file, and of every subscription that is charged to it from
 * then on.
 *
 * @param at when it is told, by the server's clock.
 */
export async function tellOfSetup(
  database: Database,
  row: CustomerRow,
  { id, moved }: { id: string; moved: readonly Moved[] },
  at: Date,
): Promise<void> {
  const { project, customer } = row;
  const unit = { database, now: at };
  const deed = { project, customer, by: 'server', at } as const;
  const object = (await readPaymentMethods(database, row)).find((paymentMethod) => paymentMethod.id === id)!;
  await record(unit, { ...deed, type: 'payment_method.attached', target: id, data: { object } });
  if (object.isDefault) {
    await audit(unit, { ...deed, type: MADE_DEFAULT, target: id, after: asDefault(object) });
  }
  for (const { before, after } of moved) {
    const data = { object: after, previousAttributes: previousAttributes(before, after) };
    await record(unit, { ...deed, type: 'customer.subscription.updated', target: after.id, data });
  }
}

/** Whether a subscription is another one in what it costs, or a change that was scheduled has come true. */
function isOther(before: SubscriptionState, after: SubscriptionState): boolean {
  const isOtherPlan = before.price.id !== after.price.id || before.quantity !== after.quantity;
  const hasComeTrue = before.pendingChange !== null && after.pendingChange === null;
  return isOtherPlan || hasComeTrue;
}
