'use client';
import { useOnline, useSession } from '@billfold/hooks';
import { forwardRef } from 'react';
import { AddPaymentMethod, type AddPaymentMethodProps } from '../../primitives/AddPaymentMethod.js';
import { sectionState } from '../../primitives/sectionState.js';
import { problemOf } from '../../problem.js';
import { PaymentMethodFormStage, type PaymentMethodFormStageProps } from './PaymentMethodFormStage.js';

/**
 * Puts a payment method on file, in the fields of the root's `paymentFields`. Needs a `BillfoldRoot` above. Renders
 * nothing where the portal does not offer it, or the session does not allow it. Put it into the page, never into a dialog:
 * banks' steps and traps for the focus do not go together.
 */
export const PaymentMethodForm = forwardRef<HTMLElement, PaymentMethodFormProps>(function PaymentMethodForm(
  { makeDefault, onAdded, onCancel, ...stage },
  ref,
) {
  const { session, data, error, isFetching, refetch } = useSession();
  const isOnline = useOnline();
  const mayAdd =
    !session ||
    (session.features.paymentMethodUpdate.enabled && session.capabilities.includes('payment_methods:write'));
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
        <AddPaymentMethod
          makeDefault={makeDefault}
          words={stage.words}
          onAdded={onAdded}
          onCancel={onCancel}
        />
      ) : null}
    </PaymentMethodFormStage>
  );
});

export interface PaymentMethodFormProps
  extends
    Omit<PaymentMethodFormStageProps, 'state' | 'problem' | 'onRetry' | 'children'>,
    Pick<AddPaymentMethodProps, 'makeDefault' | 'onAdded' | 'onCancel'> {}
