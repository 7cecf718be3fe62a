'use client';
import { useOwnerKey, usePaymentMethods, useSession } from '@billfold/hooks';
import { forwardRef, type CSSProperties } from 'react';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import type { AddedPaymentMethod } from '../../primitives/PaymentMethodEntryConnected.js';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { paymentMethodListFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import { NoAddYet, PaymentMethodBones } from './PaymentMethodBones.js';
import type { PaymentMethodListViewProps } from './PaymentMethodListView.js';

const connected = later(
  async () => (await import('./PaymentMethodListConnected.js')).PaymentMethodListConnected,
);
const frameWords = { paymentMethodList: paymentMethodListFrame, section };

/**
 * What the customer can be charged by: what each one is and is used for, which one is the default, and the way to add and
 * to remove one. Needs a `BillfoldRoot` above, with `paymentFields` where some are to be added. Renders nothing where the
 * portal does not offer it, or the session may not see it.
 */
export const PaymentMethodList = forwardRef<HTMLElement, PaymentMethodListProps>(
  function PaymentMethodList(props, ref) {
    // Asked for while the rest is on its way.
    const { session } = useSession();
    usePaymentMethods({ enabled: session?.capabilities.includes('payment_methods:read') ?? false });
    const { part: Connected, hasFailed } = useLater(connected);
    const owner = useOwnerKey();
    return Connected ? (
      <Connected {...props} ref={ref} key={owner} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, PaymentMethodListProps & { hasFailed: boolean }>(function Frame(
  { initialRows = 1, words: own, addPaymentMethod, initialForm, onAdded, onSignIn, ...rest },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="PaymentMethodList"
      say={words.paymentMethodList}
      section={words.section}
      aside={<NoAddYet words={words.paymentMethodList} />}
      bones={<PaymentMethodBones rows={initialRows} />}
      contentStyle={{ '--_rows': initialRows } as CSSProperties}
      onRetry={connected.load}
    />
  );
});

export interface PaymentMethodListProps extends Omit<
  PaymentMethodListViewProps,
  | 'state'
  | 'paymentMethods'
  | 'subscriptions'
  | 'now'
  | 'problem'
  | 'isOnline'
  | 'change'
  | 'outcome'
  | 'form'
  | 'onAddIntent'
  | 'onAdd'
  | 'onAsk'
  | 'onConfirm'
  | 'onLeave'
  | 'onRetryReturn'
  | 'onRetry'
> {
  /** A form of your own in the place of the kit's. */
  addPaymentMethod?: PaymentMethodSlot;
  /**
   * Has the form open from the start: to `add` one, or to `replace` what is charged now. For a page that customers are sent
   * to for this.
   */
  initialForm?: 'add' | 'replace';
  /** Called once one that was entered in the kit's form is on file. */
  onAdded?: (added: AddedPaymentMethod) => void;
}
