import { isBillfoldError, type AuthenticationStep, type FieldsConfirmation } from '@billfold/hooks';
import type { BankAnswer, SandboxEntry, setupOf } from '@billfold/hooks/sandbox';
import { drawBank } from '../../sandbox/drawBank.js';

type Confirm = ReturnType<typeof setupOf>;
type Step = Pick<AuthenticationStep, 'container' | 'signal'>;

/** Confirms a setup intent of the sandbox with what was entered, and lets its bank ask in the page. */
export async function confirmSetup(
  confirm: Confirm,
  entry: SandboxEntry,
  { container, signal }: Step,
): Promise<FieldsConfirmation> {
  try {
    const { status, failure } = await confirm(entry, undefined, signal);
    if (status === 'requires_action') return await askBank(confirm, entry, { container, signal });
    return status === 'failed' ? { status: 'refused', failure } : { status: 'confirmed' };
  } catch (error) {
    if (signal.aborted) return { status: 'abandoned' };
    if (isDefinite(error)) throw error;
    return { status: 'unknown' };
  }
}

/** An answer of the bank that was lost can be given again. */
async function askBank(
  confirm: Confirm,
  entry: SandboxEntry,
  { container, signal }: Step,
): Promise<FieldsConfirmation> {
  const bank = drawBank(container ?? document.body, 'setup');
  try {
    for (;;) {
      const outcome: BankAnswer | null = await bank.answer(signal);
      if (outcome === null) return { status: 'abandoned' };
      try {
        const { status, failure } = await confirm(entry, outcome, signal);
        return status === 'failed' || status === 'requires_action'
          ? { status: 'refused', failure }
          : { status: 'confirmed' };
      } catch (error) {
        if (signal.aborted) return { status: 'abandoned' };
        if (isDefinite(error)) throw error;
        bank.fail();
      }
    }
  } finally {
    bank.remove();
  }
}

/** Whether the portal itself has said no. All else may have arrived. */
const isDefinite = (error: unknown) =>
  !isBillfoldError(error) || (error.status !== null && error.status < 500 && error.code !== 'network');
