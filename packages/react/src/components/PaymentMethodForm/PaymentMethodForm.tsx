'use client';
import { useSession } from '@billfold/hooks';
import { forwardRef } from 'react';
import type { AddPaymentMethodProps } from '../../primitives/AddPaymentMethod.js';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { paymentMethodFormFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import type { PaymentMethodFormStageProps } from './PaymentMethodFormStage.js';

const connected = later(
  async () => (await import('./PaymentMethodFormConnected.js')).PaymentMethodFormConnected,
);
const frameWords = { paymentMethodForm: paymentMethodFormFrame, section };

/**
 * Puts a payment method on file, in the fields of the root's `paymentFields`. Needs a `BillfoldRoot` above. Renders
 * nothing where the portal does not offer it, or the session does not allow it. Put it into the page, never into a dialog:
 * banks' steps and traps for the focus do not go together.
 */
export const PaymentMethodForm = forwardRef<HTMLElement, PaymentMethodFormProps>(
  function PaymentMethodForm(props, ref) {
    // Asked for while the rest is on its way.
    useSession();
    const { part: Connected, hasFailed } = useLater(connected);
    return Connected ? (
      <Connected {...props} ref={ref} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, PaymentMethodFormProps & { hasFailed: boolean }>(function Frame(
  { words: own, makeDefault, onAdded, onCancel, onSignIn, ...rest },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="PaymentMethodForm"
      say={words.paymentMethodForm}
      section={words.section}
      bones={null}
      onRetry={connected.load}
    />
  );
});

export interface PaymentMethodFormProps
  extends
    Omit<PaymentMethodFormStageProps, 'state' | 'problem' | 'onRetry' | 'children'>,
    Pick<AddPaymentMethodProps, 'makeDefault' | 'onAdded' | 'onCancel'> {}
