'use client';
import type { PaymentMethod, SubscriptionName } from '@billfold/contract';
import {
  expiryOf,
  useAddPaymentMethod,
  useOnline,
  usePaymentMethods,
  useSession,
  useSubscriptions,
  type PaymentFieldsHandle,
} from '@billfold/hooks';
import { useLayoutEffect, useRef, useState } from 'react';
import { useDisplay } from '../display.js';
import type { PaymentFieldsState } from '../payment-fields/PaymentFields.js';
import { usePaymentFields } from '../payment-fields/usePaymentFields.js';
import { problemOf } from '../problem.js';
import { paymentMethodName } from '../words/paymentMethodName.js';
import { useWords } from '../words/useWords.js';
import type { WordsOverride } from '../words/Words.js';
import type { PaymentFieldsCondition } from './PaymentFieldsFrame.js';
import { PaymentMethodEntry } from './PaymentMethodEntry.js';
import { paymentMethodEntryWords } from './paymentMethodEntryWords.js';

/** The entry with the provider's fields, and with what is on file already; fetched by `AddPaymentMethod`. */
export function PaymentMethodEntryConnected({
  makeDefault,
  isFocused,
  words: own,
  onAdded,
  onCancel,
}: PaymentMethodEntryConnectedProps) {
  const words = useWords(paymentMethodEntryWords, own);
  const { locale } = useDisplay();
  const isOnline = useOnline();
  const { session } = useSession();
  const maySee = session?.capabilities.includes('payment_methods:read') ?? false;
  const list = usePaymentMethods({ enabled: maySee });
  const { paymentMethods } = list;
  // Where it can not be known, it is asked with nothing chosen; nothing is sent before it is asked.
  const isKnown = session !== undefined && !(maySee && list.isPending && list.failureCount === 0);
  const { subscriptions = [] } = useSubscriptions();
  const entered = usePaymentFields(session?.paymentFields?.provider);
  const { handle, condition, attempt, onState, retry } = useFieldsState();
  const [chosen, setChosen] = useState<boolean>();

  const living = subscriptions.filter(({ status }) => status !== 'canceled');
  const isWanted = chosen ?? makeDefault ?? isDefaultGone(paymentMethods, session?.now);
  const addition = useAddPaymentMethod({ makeDefault: isWanted });
  const { status, problem, paymentMethod, moved } = addition;
  const isBusy = status === 'preparing' || status === 'confirming' || status === 'finishing';
  useTold(status === 'succeeded' && paymentMethod ? { paymentMethod, moved } : null, onAdded);

  return (
    <PaymentMethodEntry
      fields={
        session?.paymentFields && entered ? (
          <entered.Fields
            key={attempt}
            settings={session.paymentFields.settings}
            label={words.paymentMethodForm.fields}
            locale={locale}
            currency={living[0]?.price.unitAmount.currency ?? null}
            holder={session.customer.name}
            disabled={isBusy || status === 'pending' || status === 'unknown'}
            onChange={nothing}
            onState={onState}
          />
        ) : null
      }
      condition={session && !(session.paymentFields && entered) ? 'missing' : condition}
      phase={status}
      problem={problem && { ...problemOf(problem)!, failure: problem.payment?.failure ?? null }}
      added={
        paymentMethod && {
          name: paymentMethodName(paymentMethod, words.paymentMethods),
          plans: moved.map(({ product }) => product.name),
        }
      }
      use={
        isKnown
          ? {
              isChosen: isWanted,
              plans: living.map(({ product }) => product.name),
              isFirst: paymentMethods?.length === 0,
            }
          : null
      }
      isOnline={isOnline}
      supportUrl={session?.branding.supportUrl}
      isFocused={isFocused}
      bankRef={addition.containerRef}
      words={words}
      onUse={setChosen}
      onSubmit={() => {
        if (!handle) return;
        // What is sent is what is shown, and stays so when it is sent again.
        setChosen(isWanted);
        addition.submit(handle);
      }}
      onCancel={onCancel}
      onRetry={retry}
    />
  );
}

const nothing = () => {};

/** Whether nothing that is on file can be charged by default: then the new one is what everything is to be charged to. */
function isDefaultGone(
  paymentMethods: readonly PaymentMethod[] | undefined,
  now: string | undefined,
): boolean {
  if (!paymentMethods) return false;
  const current = paymentMethods.find(({ isDefault }) => isDefault);
  return !current || (now !== undefined && expiryOf(current, now) === 'expired');
}

/** How far the provider's fields are, and the way to begin with them again. */
function useFieldsState() {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<PaymentFieldsState>({ status: 'loading' });
  return {
    attempt,
    handle: state.status === 'ready' ? (state.handle satisfies PaymentFieldsHandle) : null,
    condition: conditionOf(state),
    onState: setState,
    retry: () => {
      setState({ status: 'loading' });
      setAttempt((count) => count + 1);
    },
  };
}

function conditionOf(state: PaymentFieldsState): PaymentFieldsCondition {
  if (state.status !== 'failed') return state.status;
  return state.reason === 'blocked' ? 'blocked' : 'broken';
}

/** Tells the host once what is on file now. */
function useTold(added: AddedPaymentMethod | null, onAdded: PaymentMethodEntryConnectedProps['onAdded']) {
  const isTold = useRef(false);
  // Before it is painted: a host that closes the form then shows nothing of it in between.
  useLayoutEffect(() => {
    if (!added || isTold.current) return;
    isTold.current = true;
    onAdded?.(added);
  }, [added, onAdded]);
}

/** What is on file now. */
export interface AddedPaymentMethod {
  paymentMethod: PaymentMethod;
  /** The subscriptions that are charged to it from now on, and were not before. */
  moved: readonly SubscriptionName[];
}

export interface PaymentMethodEntryConnectedProps {
  /** Whether it is used for everything from now on, unless the customer says otherwise. @default where nothing else can be charged */
  makeDefault?: boolean;
  /** Whether it takes the focus when it appears: give it where a press has opened it. */
  isFocused?: boolean;
  words?: WordsOverride;
  /** Called once it is on file. */
  onAdded?: (added: AddedPaymentMethod) => void;
  /** Called to leave it. Without it there is no such button. */
  onCancel?: () => void;
}
