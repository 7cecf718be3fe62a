'use client';
import { useOnline, useSession } from '@billfold/hooks';
import { forwardRef } from 'react';
import { PaymentMethodEntryConnected } from '../../primitives/PaymentMethodEntryConnected.js';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import type { PaymentMethodFormProps } from './PaymentMethodForm.js';
import { PaymentMethodFormStage } from './PaymentMethodFormStage.js';

/** The form with the session that it is for; fetched when a `PaymentMethodForm` is shown. */
export const PaymentMethodFormConnected = forwardRef<HTMLElement, PaymentMethodFormProps>(
  function PaymentMethodFormConnected({ makeDefault, onAdded, onCancel, ...stage }, ref) {
    const { session, data, error, isFetching, refetch } = useSession();
    const isOnline = useOnline();
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
          <PaymentMethodEntryConnected
            makeDefault={makeDefault}
            words={stage.words}
            onAdded={onAdded}
            onCancel={onCancel}
          />
        ) : null}
      </PaymentMethodFormStage>
    );
  },
);
