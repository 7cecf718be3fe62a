import type { PaymentMethod } from '@billfold/contract';
import { withoutSecrets } from '../events/record.js';
import { tell, type Finding, type Reader, type Teller } from './Teller.js';
import { keepTold, readTold } from './toldRows.js';

/** Looks up what is on file: of one that was removed there is nothing else to be read than that it is not among them. */
export async function lookIntoPaymentMethods({ billing }: Reader): Promise<Finding> {
  const onFile = withoutSecrets(await billing.listPaymentMethods());
  return { place: 'payment_method', since: '', tell: (teller) => tellOf(teller, onFile) };
}

async function tellOf(teller: Teller, onFile: PaymentMethod[]): Promise<void> {
  const { unit, customer, isBaseline } = teller;
  const told = await readTold<PaymentMethod>(unit.database, customer, 'payment_method');
  const isKnown = ({ id }: PaymentMethod) => isBaseline || Boolean(told.get(id)?.resource);
  await keepTold(unit.database, customer, 'payment_method', onFile.filter(isKnown));
  for (const paymentMethod of onFile.filter((it) => !isKnown(it)).reverse()) {
    await tell(teller, 'payment_method.attached', { object: paymentMethod });
  }
  for (const { resource } of told.values()) {
    if (resource === null || onFile.some(({ id }) => id === resource.id)) continue;
    await tell(teller, 'payment_method.detached', { object: resource });
  }
}
