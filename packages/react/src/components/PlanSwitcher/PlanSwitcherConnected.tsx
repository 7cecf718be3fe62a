'use client';
import type { Plan } from '@billfold/contract';
import {
  useDeletePendingChange,
  useOnline,
  usePlanChange,
  usePlans,
  useSession,
  useSubscriptions,
  type BillfoldError,
} from '@billfold/hooks';
import { forwardRef, useEffect, useRef, useState } from 'react';
import { usePaymentMethodSlot } from '../../primitives/usePaymentMethodSlot.js';
import { sectionState } from '../../primitives/sectionState.js';
import { UpgradeLink } from '../../primitives/UpgradeLink.js';
import { problemOf } from '../../problem.js';
import type { PlanChangeProblem } from './planChangeFacts.js';
import type { PlanSwitcherProps } from './PlanSwitcher.js';
import { PlanSwitcherView } from './PlanSwitcherView.js';

/** The view with the customer's data; fetched when a `PlanSwitcher` is shown. */
export const PlanSwitcherConnected = forwardRef<HTMLElement, PlanSwitcherProps>(
  function PlanSwitcherConnected(
    { subscription: wanted, addPaymentMethod, initialChoice, onChanged, ...rest },
    ref,
  ) {
    const list = useSubscriptions();
    const { session } = useSession();
    const isOnline = useOnline();
    const addMethod = usePaymentMethodSlot(addPaymentMethod, rest.words);
    const [chosen, setChosen] = useState<string | null>(null);

    const living = (list.subscriptions ?? []).filter(({ status }) => status !== 'canceled');
    const offered = wanted ? living.filter(({ id }) => id === wanted) : living;
    // Of several, none is taken as meant that nobody has chosen.
    const subscription =
      offered.find(({ id }) => id === chosen) ?? (offered.length > 1 ? undefined : offered[0]);
    const isChangedHere = subscription !== undefined && !subscription.managedBy;
    // What can be chosen depends on the subscription: nothing is asked before that is known.
    const catalogue = usePlans({ subscription: subscription?.id }, { enabled: isChangedHere });
    const { plans } = catalogue;

    const change = usePlanChange({ subscription, plans });
    const { state } = change;
    const undo = useDeletePendingChange(subscription);

    useInitialChoice(initialChoice, plans, change);
    usePriceOfNextSession(session?.id, isSessionOver(state.problem) && state.failedAt === 'preview', change);

    const told = useRef(onChanged);
    useEffect(() => {
      told.current = onChanged;
    });
    useEffect(() => {
      if (state.phase === 'changed') told.current?.();
    }, [state.phase]);

    const isEmpty = list.data !== undefined && offered.length === 0;
    // Whoever may not change anything is told so before they have chosen, and not after.
    const mayChange =
      !session ||
      (session.features.subscriptionUpdate.enabled && session.capabilities.includes('subscriptions:write'));
    const error = list.error ?? catalogue.error ?? (isSessionOver(state.problem) ? state.problem : null);

    return (
      <PlanSwitcherView
        {...rest}
        ref={ref}
        upgrade={rest.upgrade === undefined ? <UpgradeLink words={rest.words} /> : rest.upgrade}
        state={sectionState(
          {
            data: isChangedHere ? plans && list.data : list.data,
            error,
            isFetching: list.isFetching || catalogue.isFetching,
            isOnline,
          },
          isEmpty,
        )}
        subscriptions={offered}
        subscription={subscription ?? null}
        isOneOfSeveral={living.length > 1}
        plans={plans ?? []}
        change={{ ...state, problem: changeProblemOf(state.problem) }}
        interval={change.interval ?? { interval: 'month', intervalCount: 1 }}
        problem={problemOf(error)}
        isOnline={isOnline}
        readOnly={!mayChange}
        undo={
          mayChange
            ? {
                state: undo.isPending ? 'busy' : 'ready',
                problem: problemOf(undo.error),
                onUndo: () => undo.deletePendingChange(),
              }
            : undefined
        }
        addPaymentMethod={addMethod}
        actionRef={change.containerRef}
        onSubscription={(id) => {
          setChosen(id);
          change.reset();
        }}
        onInterval={change.setInterval}
        onSelect={change.select}
        onPromotionCode={
          session?.features.subscriptionUpdate.allow.includes('promotion_code')
            ? (promotionCode) => change.select({ promotionCode })
            : undefined
        }
        onConfirm={change.confirm}
        onKeep={change.reset}
        onPreview={change.refresh}
        onContinue={change.continuePayment}
        onRetry={() => {
          void list.refetch();
          if (isChangedHere) void catalogue.refetch();
          // The session may have ended while it was priced: that problem is its own.
          change.refresh();
        }}
      />
    );
  },
);

/** Chooses once, as soon as it is known what there is to choose from, and shows it among the prices of its interval. */
function useInitialChoice(
  choice: PlanSwitcherProps['initialChoice'],
  plans: readonly Plan[] | undefined,
  { select, setInterval }: Pick<ReturnType<typeof usePlanChange>, 'select' | 'setInterval'>,
): void {
  const isChosen = useRef(false);
  useEffect(() => {
    const price = plans?.flatMap(({ prices }) => prices).find(({ id }) => id === choice?.price);
    if (!choice || !price || isChosen.current) return;
    isChosen.current = true;
    setInterval(price);
    select(choice);
  });
}

/** Has what is chosen priced again when the session in which that could not be had has been followed by another one. */
function usePriceOfNextSession(
  session: string | undefined,
  isOver: boolean,
  { refresh }: Pick<ReturnType<typeof usePlanChange>, 'refresh'>,
): void {
  const seen = useRef(session);
  useEffect(() => {
    const isNext = session !== undefined && seen.current !== session;
    if (!isOver || isNext) seen.current = session;
    if (isOver && isNext) refresh();
  });
}

const changeProblemOf = (problem: BillfoldError | null): PlanChangeProblem | null =>
  problem && { ...problemOf(problem)!, payment: problem.payment };

/** The session ended between two requests: then nothing of what is shown can be confirmed any more. */
const isSessionOver = (problem: { code: string } | null) =>
  problem?.code === 'unauthorized' || problem?.code === 'link_expired';
