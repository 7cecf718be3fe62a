import { confirmSandboxSetup, type InputOf, type OutputOf } from '@billfold/contract';
import type { Client } from '../client.js';
import { intentKeys } from '../useIntentKey.js';
import type { BankAnswer } from './bankOf.js';

/** What the fields of the sandbox have made of what was entered in them; never a number. */
export type SandboxEntry = Pick<InputOf<typeof confirmSandboxSetup>, 'method' | 'expiry' | 'holder'>;

/**
 * Confirms one setup intent of the sandbox. What it returns tells the sandbox what was entered, and, once the bank has
 * asked, the bank's answer. Told once more, because nobody knows whether it arrived, it is the same; told again after an
 * answer, it is tried again.
 *
 * @throws BillfoldError as every call does.
 */
export function setupOf(client: Client, clientSecret: string) {
  const underKey = intentKeys();
  return (
    entry: SandboxEntry,
    outcome?: BankAnswer,
    signal?: AbortSignal,
  ): Promise<OutputOf<typeof confirmSandboxSetup>> => {
    const input = { clientSecret, ...entry, ...(outcome && { outcome }) };
    return underKey(input, (idempotencyKey) =>
      client.call(confirmSandboxSetup, input, { idempotencyKey, signal }),
    );
  };
}
