'use client';
import { useOnline, useOwnerKey, useSession } from '@billfold/hooks';
import { forwardRef } from 'react';
import { PaymentMethodEntryConnected } from '../../primitives/PaymentMethodEntryConnected.js';
import { paymentMethodEntryWords } from '../../primitives/paymentMethodEntryWords.js';
import { sectionState } from '../../primitives/sectionState.js';
import { SetupReturnNotice } from '../../primitives/SetupReturnNotice.js';
import { problemOf } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { PaymentMethodFormProps } from './PaymentMethodForm.js';
import { PaymentMethodFormStage } from './PaymentMethodFormStage.js';

/** The form with the session that it is for; fetched when a `PaymentMethodForm` is shown. */
export const PaymentMethodFormConnected = forwardRef<HTMLElement, PaymentMethodFormProps>(
  function PaymentMethodFormConnected({ makeDefault, onAdded, onCancel, ...stage }, ref) {
    const { session, data, error, isFetching, refetch } = useSession();
    const isOnline = useOnline();
    const owner = useOwnerKey();
    const words = useWords(paymentMethodEntryWords, stage.words);
    const mayAdd =
      !session ||
      (session.features.paymentMethodUpdate.enabled &&
        session.capabilities.includes('payment_methods:write'));
    if (!mayAdd) return null;
    const state = sectionState({ data, error, isFetching, isOnline }, false);
    return (
      <PaymentMethodFormStage
        {...stage}
        ref={ref}
        state={state}
        problem={problemOf(error)}
        onRetry={() => void refetch()}
      >
        {/* Not before it is known whose fields they are. */}
        {session ? (
          <>
            <SetupReturnNotice words={words} />
            <PaymentMethodEntryConnected
              key={owner}
              makeDefault={makeDefault}
              words={stage.words}
              onAdded={onAdded}
              onCancel={onCancel}
            />
          </>
        ) : null}
      </PaymentMethodFormStage>
    );
  },
);
