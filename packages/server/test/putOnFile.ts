import type {
  PaymentMethod,
  PaymentMethodResult,
  SandboxPaymentMethod,
  SetupIntent,
} from '@billfold/contract';
import type { TestCustomer } from '../src/testing/index.js';

/** An intent of a customer that the sandbox's fields have confirmed with a test method. */
export async function confirmedSetup(
  customer: TestCustomer,
  method: SandboxPaymentMethod,
): Promise<SetupIntent> {
  const { body } = await customer.send<SetupIntent>('POST', '/payment-methods/setup-intent', {});
  const { clientSecret } = body;
  const expiry = method.startsWith('sepa') ? {} : { expiry: { month: 12, year: 2030 } };
  await customer.send('POST', '/sandbox/setups/confirm', { clientSecret, method, ...expiry });
  return body;
}

/** Puts a test method on file as a customer does. */
export async function putOnFile(
  customer: TestCustomer,
  method: SandboxPaymentMethod,
  more: { makeDefault?: boolean; subscriptions?: string[] } = {},
): Promise<PaymentMethod> {
  const { id: setupIntent } = await confirmedSetup(customer, method);
  const { body } = await customer.send<PaymentMethodResult>('POST', '/payment-methods', {
    setupIntent,
    ...more,
  });
  if (body.status !== 'succeeded') throw new Error(`It was not put on file: ${JSON.stringify(body)}.`);
  return body.paymentMethod;
}
