'use client';
import { useCancelSubscription, usePauseSubscription, useSession } from '@billfold/hooks';
import { forwardRef, useState } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { useChosenSubscription } from '../../primitives/useChosenSubscription.js';
import { problemOf } from '../../problem.js';
import type { CancelAttempt, CancelOutcome, CancelProgress } from './cancelSubscription.js';
import type { CancelSubscriptionProps } from './CancelSubscription.js';
import { CancelStage } from './CancelStage.js';

// Most visitors never cancel, and their pages do not load how that is asked.
const cancelFlow = later(async () => (await import('./CancelFlow.js')).CancelFlow);

/** The view with the customer's data; fetched when a `CancelSubscription` is shown. */
export const CancelSubscriptionConnected = forwardRef<HTMLElement, CancelSubscriptionProps>(
  function CancelSubscriptionConnected(
    { subscription: named, mode, initiallyOpen = false, onChangePlan, onCanceled, onStayed, ...rest },
    ref,
  ) {
    const { session } = useSession();
    const [isOpen, setOpen] = useState(initiallyOpen);
    const { part: Flow, hasFailed } = useLater(cancelFlow, isOpen);
    const [outcome, setOutcome] = useState<CancelOutcome | null>(null);
    const {
      problem: loadProblem,
      subscription,
      onSubscription,
      ...chosen
    } = useChosenSubscription(named, ({ status }) => status !== 'canceled');
    const cancellation = useCancelSubscription(subscription, { enabled: isOpen });
    const pause = usePauseSubscription(subscription);
    const { preview } = cancellation;

    const offered = session?.features.subscriptionCancel;
    const isOffered = offered?.enabled === true && session?.capabilities.includes('subscriptions:write');
    if (session && !isOffered) return null;

    const flowMode = mode ?? offered?.flow ?? 'single';
    // A pause is another end than the one that was asked for: it needs its own permission, and time that is paid.
    const mayPause = pause.options.length > 0 && subscription?.status === 'active' && !subscription.pause;

    function done(next: CancelOutcome) {
      setOpen(false);
      setOutcome(next);
      if (next === 'canceled') onCanceled?.();
      if (next === 'accepted' || next === 'paused') onStayed?.();
    }

    return (
      <CancelStage
        {...rest}
        {...chosen}
        ref={ref}
        subscription={subscription}
        loadProblem={loadProblem}
        isOpen={isOpen}
        Flow={Flow}
        isFlowMissing={hasFailed}
        onIntent={cancelFlow.load}
        outcome={outcome}
        canceledAt={subscription?.canceledAt}
        flow={{
          mode: flowMode,
          preview: preview.preview ?? null,
          previewProblem: problemOf(preview.error),
          reasons: offered?.reasons ?? [],
          customer: session?.customer,
          pauseOptions: mayPause ? pause.options : [],
          progress: progressOf(cancellation, pause),
          problem: problemOf(pause.error ?? cancellation.error),
          failedAt: pause.error ? 'pausing' : attemptOf(cancellation.variables),
          onRetryPreview: () => void preview.refetch(),
          onKeep: () => setOpen(false),
          onCancel: (why) => {
            pause.reset();
            cancellation.mutate({ verb: 'cancel', ...why }, { onSuccess: () => done('canceled') });
          },
          onAcceptOffer: (why) => {
            pause.reset();
            cancellation.mutate({ verb: 'accept_offer', ...why }, { onSuccess: () => done('accepted') });
          },
          onPause: (resumesAt) => {
            cancellation.reset();
            pause.mutate({ resumesAt }, { onSuccess: () => done('paused') });
          },
          onChangePlan:
            onChangePlan &&
            (() => {
              setOpen(false);
              onChangePlan();
            }),
        }}
        onSubscription={(id) => {
          setOutcome(null);
          onSubscription(id);
        }}
        onOpen={isOffered ? open : undefined}
        onUndo={
          isOffered
            ? () => {
                pause.reset();
                cancellation.mutate({ verb: 'keep' }, { onSuccess: () => done('kept') });
              }
            : undefined
        }
      />
    );

    function open() {
      cancellation.reset();
      pause.reset();
      // What ends today is no longer among those that can be canceled; it is still the one that this is about.
      if (subscription) onSubscription(subscription.id);
      setOpen(true);
      cancelFlow.load();
    }
  },
);

function progressOf(
  cancellation: Pick<ReturnType<typeof useCancelSubscription>, 'isPending' | 'variables'>,
  pause: { isPending: boolean },
): CancelProgress {
  if (pause.isPending) return 'pausing';
  return (cancellation.isPending && attemptOf(cancellation.variables)) || 'idle';
}

function attemptOf(step: ReturnType<typeof useCancelSubscription>['variables']): CancelAttempt | undefined {
  const attempts = { cancel: 'canceling', keep: 'keeping', accept_offer: 'accepting' } as const;
  return step && attempts[step.verb];
}
