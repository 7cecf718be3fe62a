import type {
  ParsedInput,
  PaymentMethod,
  ResultOf,
  SandboxPaymentMethod,
  SetupIntent,
} from '@billfold/contract';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import { openSandboxCustomer, type SandboxCustomer } from './openSandboxCustomer.js';
import type { TestSandbox } from './openTestSandbox.js';

type Confirmation = ParsedInput<'confirmSandboxSetup'>;

/** Somebody who puts payment methods on file. */
export interface SandboxPayer extends SandboxCustomer {
  /** Enters one in the fields. */
  confirm(
    intent: Pick<SetupIntent, 'clientSecret'>,
    method: SandboxPaymentMethod,
    more?: Omit<Confirmation, 'clientSecret' | 'method'>,
  ): Promise<ResultOf<'confirmSandboxSetup'>>;
  /** Puts what was entered on file, for all subscriptions if it is to be the default. */
  add(setupIntent: string, makeDefault?: boolean): ReturnType<CustomerBilling['addPaymentMethod']>;
  /** Does all of that, with one that works. */
  put(method: SandboxPaymentMethod, makeDefault?: boolean): Promise<PaymentMethod>;
  /** What is on file, in the order in which it is listed. */
  last4(): Promise<string[]>;
}

/** As `openSandboxCustomer`. */
export async function openSandboxPayer(sandbox: TestSandbox): Promise<SandboxPayer> {
  const opened = await openSandboxCustomer(sandbox);
  const { subject, customer, billing } = opened;
  const payer: SandboxPayer = {
    ...opened,
    confirm: ({ clientSecret }, method, more) =>
      subject.runAs(customer, 'confirmSandboxSetup', { clientSecret, method, ...more }),
    add: (setupIntent, makeDefault = false) =>
      billing.addPaymentMethod({ setupIntent, makeDefault, subscriptions: 'all' }),
    put: async (method, makeDefault) => {
      const intent = await billing.createSetupIntent();
      await payer.confirm(intent, method);
      const outcome = await payer.add(intent.id, makeDefault);
      if (outcome.status !== 'succeeded') throw new Error(`It is ${outcome.status}.`);
      return outcome.paymentMethod;
    },
    last4: async () => (await billing.listPaymentMethods()).map(({ last4 }) => last4!),
  };
  return payer;
}
