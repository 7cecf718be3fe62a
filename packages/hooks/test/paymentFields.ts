import { confirmSandboxSetup, type SandboxPaymentMethod } from '@billfold/contract';
import type { AuthenticationStep, FieldsConfirmation, PaymentFieldsHandle } from '../src/index.js';
import { makeKey } from '../src/useIntentKey.js';

/** Fields into which something was entered, with all that was asked of them. */
export interface TestFields extends PaymentFieldsHandle {
  validations: number;
  confirmations: AuthenticationStep[];
}

/**
 * The provider's fields as a test has filled them in: with a test method of the sandbox, whose bank says `bank` when it is
 * asked. What they confirm is confirmed at the real portal.
 */
export function sandboxFieldsWith(
  method: SandboxPaymentMethod,
  bank: 'authenticated' | 'refused' = 'authenticated',
): TestFields {
  return fieldsThat(async ({ client, clientSecret }) => {
    const tell = (outcome?: 'authenticated' | 'refused') =>
      client.call(confirmSandboxSetup, { clientSecret, method, outcome }, { idempotencyKey: makeKey() });
    let { status, failure } = await tell();
    if (status === 'requires_action') ({ status, failure } = await tell(bank));
    return status === 'failed' ? { status: 'refused', failure } : { status: 'confirmed' };
  });
}

/** Fields whose confirmation is the test's own; each answer of a list is given once, the last one for ever. */
export function fieldsThat(
  confirm: FieldsConfirmation[] | ((step: AuthenticationStep) => Promise<FieldsConfirmation>),
): TestFields {
  const fields: TestFields = {
    validations: 0,
    confirmations: [],
    validate: async () => {
      fields.validations += 1;
      return true;
    },
    confirm: async (step) => {
      fields.confirmations.push(step);
      if (typeof confirm === 'function') return confirm(step);
      return confirm.length > 1 ? confirm.shift()! : confirm[0]!;
    },
    focus: () => undefined,
  };
  return fields;
}
