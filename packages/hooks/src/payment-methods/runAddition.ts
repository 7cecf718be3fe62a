import { createSetupIntent } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import { BillfoldError, isBillfoldError, isMisuse, isNamed, isUnheard } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { ownerOf, type CustomerOwner } from '../customerOwner.js';
import type { useIntentKey } from '../useIntentKey.js';
import { finishSetup, type PaymentMethodAddition } from './finishSetup.js';
import {
  notConfirmed,
  paymentMethodAddition,
  type PaymentMethodAdditionAction,
  type PaymentMethodAdditionState,
} from './paymentMethodAddition.js';
import type { PaymentFieldsHandle } from './PaymentFieldsHandle.js';
import { setupReturnUrl } from './setupReturn.js';

/** One press of the button, with all that it needs to go to its end. */
export interface AdditionRun {
  client: Client;
  queryClient: QueryClient;
  owner: CustomerOwner;
  fields: PaymentFieldsHandle;
  choice: Omit<PaymentMethodAddition, 'setupIntent'>;
  /** Where the bank is drawn, asked for when it is to be drawn. */
  container: () => HTMLElement | null;
  underIntentKey: ReturnType<typeof useIntentKey>;
  underAdditionKey: ReturnType<typeof useIntentKey>;
  /** Aborted when nobody waits for the bank any more. What was accepted by then is put on file all the same. */
  abort: AbortController;
  /** As it is at the press, `submitted` included, and from then on as this run has brought it. */
  state: PaymentMethodAdditionState;
  onChange: (state: PaymentMethodAdditionState) => void;
}

/** How often one press may lead to the bank. One that asks for ever confirms nothing. */
const MAX_CONFIRMATIONS = 3;

/**
 * Goes from what is entered to what is on file: the fields look at it, its setup intent is made, confirmed, and put on
 * file. What it comes to is told by `onChange`.
 *
 * @throws only what is no answer to the customer: errors for the developer.
 */
export async function runAddition(run: AdditionRun): Promise<void> {
  if (run.state.status === 'preparing') await prepare(run);
  for (let confirmations = 0; run.state.status === 'confirming'; confirmations++) {
    if (confirmations === MAX_CONFIRMATIONS)
      return tell(run, { type: 'notAccepted', problem: notConfirmed() });
    if (isAbandoned(run)) return;
    await confirm(run);
    if (isFinishing(run)) await finish(run);
  }
  if (isFinishing(run)) await finish(run);
}

async function prepare(run: AdditionRun): Promise<void> {
  const { client, fields, underIntentKey, state } = run;
  try {
    if (!(await fields.validate())) return tell(run, { type: 'invalid' });
    if (isAbandoned(run)) return;
    const setupIntent =
      state.setupIntent ??
      (await underIntentKey('setup intent', (idempotencyKey) =>
        client.call(createSetupIntent, {}, { idempotencyKey }),
      ));
    tell(run, { type: 'prepared', setupIntent });
  } catch (error) {
    tell(run, { type: 'notPrepared', problem: problemOf(error) });
  }
}

async function confirm(run: AdditionRun): Promise<void> {
  const { client, fields, choice, container, abort, state } = run;
  try {
    const seen = await fields.confirm({
      clientSecret: state.setupIntent!.clientSecret,
      returnUrl: setupReturnUrl(choice),
      container: container(),
      client,
      signal: abort.signal,
    });
    switch (seen.status) {
      case 'confirmed':
        return tell(run, { type: 'accepted', isCertain: true });
      case 'unknown':
        // What nobody here knows, the portal can be asked.
        return tell(run, { type: 'accepted', isCertain: false });
      case 'invalid':
        return tell(run, { type: 'invalid' });
      case 'abandoned':
        return tell(run, { type: 'notAccepted', problem: notConfirmed() });
      case 'refused':
        return tell(run, {
          type: 'notAccepted',
          problem: notConfirmed(seen.failure ?? 'try_another_method'),
        });
    }
  } catch (error) {
    const problem = problemOf(error);
    if (isUnheard(problem)) tell(run, { type: 'accepted', isCertain: false });
    else tell(run, { type: 'notAccepted', problem });
  }
}

async function finish(run: AdditionRun): Promise<void> {
  const addition = { setupIntent: run.state.setupIntent!.id, ...run.choice };
  try {
    const answer = await finishSetup(
      run,
      addition,
      (send) => run.underAdditionKey(addition, send),
      () => tell(run, { type: 'delayed' }),
    );
    switch (answer.status) {
      case 'succeeded':
        return tell(run, { ...answer, type: 'finished' });
      case 'requires_action':
        return tell(run, { type: 'asked', clientSecret: answer.clientSecret });
      case 'pending':
        return tell(run, { type: 'delayed' });
    }
  } catch (error) {
    tell(run, { type: 'notFinished', problem: problemOf(error) });
  }
}

function tell(run: AdditionRun, action: PaymentMethodAdditionAction): void {
  run.state = paymentMethodAddition(run.state, action);
  run.onChange(run.state);
}

const isFinishing = ({ state }: AdditionRun) => state.status === 'finishing';

/** Nobody waits any more; or somebody else has signed in, whose intent what is entered here does not belong to. */
function isAbandoned({ abort, client, owner }: AdditionRun): boolean {
  return abort.signal.aborted || ownerOf(client) !== owner;
}

function problemOf(error: unknown): BillfoldError {
  if (isBillfoldError(error)) return error;
  if (isMisuse(error)) throw error;
  // Somebody else has signed in, to whom nothing of this is shown.
  if (isNamed(error, 'AbortError'))
    return new BillfoldError('unauthorized', 'Somebody else is signed in by now.');
  // Whatever broke in foreign fields: the customer is told that it did not work, and whoever watches the page is told why.
  (globalThis as { reportError?: (error: unknown) => void }).reportError?.(error);
  return new BillfoldError('internal', 'The payment fields broke.', { cause: error });
}
