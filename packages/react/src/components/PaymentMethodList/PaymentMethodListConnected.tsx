'use client';
import {
  useBillfold,
  useOnline,
  usePaymentMethods,
  useRemovePaymentMethod,
  useSession,
  useSetDefaultPaymentMethod,
  useSetupReturn,
  useSubscriptions,
} from '@billfold/hooks';
import { forwardRef, useState, type ReactNode } from 'react';
import { AddPaymentMethod, preloadAddPaymentMethod } from '../../primitives/AddPaymentMethod.js';
import type { AddedPaymentMethod } from '../../primitives/PaymentMethodEntryConnected.js';
import { sectionState } from '../../primitives/sectionState.js';
import { useCanAddPaymentMethod } from '../../primitives/useCanAddPaymentMethod.js';
import { problemOf } from '../../problem.js';
import type { PaymentMethodChange, PaymentMethodOutcome, PaymentMethodTask } from './paymentMethodChange.js';
import type { PaymentMethodListProps } from './PaymentMethodList.js';
import { PaymentMethodListView } from './PaymentMethodListView.js';

/** The view with the customer's data; fetched when a `PaymentMethodList` is shown. */
export const PaymentMethodListConnected = forwardRef<HTMLElement, PaymentMethodListProps>(
  function PaymentMethodListConnected({ addPaymentMethod, initialForm, onAdded, ...rest }, ref) {
    const { session } = useSession();
    const isOnline = useOnline();
    const [openedAt] = useState(useBillfold().now);
    const isOffered = session?.features.paymentMethodUpdate.enabled;
    const maySee = !session || (isOffered && session.capabilities.includes('payment_methods:read'));
    const mayChange = isOffered && session?.capabilities.includes('payment_methods:write');

    const query = usePaymentMethods({ enabled: maySee });
    const { subscriptions = [] } = useSubscriptions();
    const hasFields = useCanAddPaymentMethod();
    const setDefault = useSetDefaultPaymentMethod();
    const removal = useRemovePaymentMethod();
    const returned = useSetupReturn();
    const [asked, setAsked] = useState<Asked | null>(null);
    const [adding, setAdding] = useState<Adding | null>(
      initialForm ? { isReplacement: initialForm === 'replace', isAsked: false } : null,
    );
    const [outcome, setOutcome] = useState<PaymentMethodOutcome | null>(null);
    if (!maySee) return null;

    const { data, error, isFetching, paymentMethods = [] } = query;
    const hasForm = mayChange && (addPaymentMethod !== undefined || hasFields);

    return (
      <PaymentMethodListView
        {...rest}
        ref={ref}
        state={sectionState({ data, error, isFetching, isOnline }, paymentMethods.length === 0)}
        paymentMethods={paymentMethods}
        subscriptions={subscriptions.filter(({ status }) => status !== 'canceled')}
        // The billing's own clock, which a sandbox can move; this machine's until it is known.
        now={session ? new Date(session.now) : openedAt}
        problem={problemOf(error)}
        isOnline={isOnline}
        change={asked && { ...asked, ...progressOf(asked.task === 'remove' ? removal : setDefault) }}
        outcome={outcome ?? outcomeOf(returned)}
        form={adding && hasForm ? form(adding) : null}
        onAddIntent={preloadAddPaymentMethod}
        onAdd={
          hasForm ? (isReplacement) => begin(() => setAdding({ isReplacement, isAsked: true })) : undefined
        }
        onAsk={
          mayChange ? (paymentMethod, task) => begin(() => setAsked({ paymentMethod, task })) : undefined
        }
        onConfirm={() => asked && confirm(asked)}
        onLeave={() => setAsked(null)}
        onRetryReturn={canRetry(returned) ? returned.retry : undefined}
        onRetry={() => void query.refetch()}
      />
    );

    /** One thing at a time, and nothing of the one before. */
    function begin(next: () => void): void {
      setDefault.reset();
      removal.reset();
      // Of what nobody knows, the way to ask again stays.
      if (returned.status !== 'unknown') returned.dismiss();
      setOutcome(null);
      setAsked(null);
      setAdding(null);
      next();
    }

    function confirm({ paymentMethod, task }: Asked): void {
      const method = paymentMethods.find(({ id }) => id === paymentMethod);
      if (!method) return;
      const done = (next: PaymentMethodOutcome) => {
        setAsked(null);
        setOutcome(next);
      };
      if (task === 'remove') {
        removal.remove(paymentMethod, { onSuccess: () => done({ what: 'removed', method }) });
      } else {
        setDefault.setDefault(
          { paymentMethod },
          { onSuccess: ({ moved }) => done({ what: 'madeDefault', method, moved }) },
        );
      }
    }

    function form({ isReplacement, isAsked }: Adding): ReactNode {
      const close = () => setAdding(null);
      const done = (added?: AddedPaymentMethod) => {
        close();
        if (added?.paymentMethod) {
          setOutcome({ what: 'added', method: added.paymentMethod, moved: added.moved });
          onAdded?.(added);
        }
        // What a form of the host has done is seen in the list only when that is asked for again.
        else void query.refetch();
      };
      if (typeof addPaymentMethod === 'function') return addPaymentMethod(done, close);
      if (addPaymentMethod !== undefined) return addPaymentMethod;
      return (
        <AddPaymentMethod
          makeDefault={isReplacement || undefined}
          isFocused={isAsked}
          words={rest.words}
          onAdded={done}
          onCancel={close}
        />
      );
    }
  },
);

/** The form while it is open. `isAsked`: somebody has pressed for it, and is taken along. */
interface Adding {
  isReplacement: boolean;
  isAsked: boolean;
}

/** What is to be done with one payment method (`pm_…`), as long as it is asked about or under way. */
interface Asked {
  paymentMethod: string;
  task: PaymentMethodTask;
}

function progressOf({
  isPending,
  error,
}: {
  isPending: boolean;
  error: unknown;
}): Pick<PaymentMethodChange, 'state' | 'problem'> {
  if (isPending) return { state: 'busy' };
  return error ? { state: 'failed', problem: problemOf(error) } : { state: 'asking' };
}

/** Whether to ask once more can come to something else. What a bank has refused stays refused. */
const canRetry = ({ status, problem }: ReturnType<typeof useSetupReturn>) =>
  status === 'unknown' || status === 'pending' || (status === 'failed' && !problem?.payment);

/** What became of one that the customer has come back from their bank with. */
function outcomeOf({
  status,
  paymentMethod,
  moved,
  problem,
}: ReturnType<typeof useSetupReturn>): PaymentMethodOutcome | null {
  switch (status) {
    case 'idle':
      return null;
    case 'succeeded':
      return paymentMethod && { what: 'added', method: paymentMethod, moved };
    case 'failed':
      return problem?.payment
        ? { what: 'notAdded', failure: problem.payment.failure }
        : { what: 'notFinished', problem: problemOf(problem) };
    case 'finishing':
    case 'pending':
    case 'unknown':
      return { what: status };
  }
}
