'use client';
import { changeSubscription, type Plan, type Quote, type Subscription } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { isBillfoldError } from '../BillfoldError.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { useActionRunner, type ActionOutcome } from '../payments/useActionRunner.js';
import { refreshBilling, saveSubscription } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { useIntentKey } from '../useIntentKey.js';
import { useOnline } from '../useOnline.js';
import { canConfirm, isUnderWay, planChange } from './planChange.js';
import { initialPlanChange, type PlanSelection } from './PlanChangeState.js';
import { findPrice, quantityWithin } from './planIntervals.js';
import { usePlanChangeProps } from './usePlanChangeProps.js';
import { usePreview } from './usePreview.js';

/** What to change: undefined as long as it has not arrived. */
export interface PlanChangeInput {
  subscription: Subscription | undefined;
  /** The plans on offer for this subscription: `usePlans({ subscription: subscription.id })`. */
  plans: readonly Plan[] | undefined;
}

/**
 * A change of plan, interval, seats or promotion code, from choice to payment. `select` chooses and has it priced,
 * `confirm` makes exactly what the quote says. `state` is all that there is to show; the prop getters connect it to
 * native controls. Where the bank asks for a confirmation it is drawn into the element with `containerRef`.
 */
export function usePlanChange({ subscription, plans }: PlanChangeInput) {
  const { client, queryClient } = useBillfold();
  const isOnline = useOnline();
  const underKey = useIntentKey();
  const isSending = useRef(false);
  const [state, dispatch] = useReducer(planChange, initialPlanChange);
  const { containerRef, run, follow, ...action } = useActionRunner(
    (target) =>
      'subscription' in target &&
      // Also one that is followed although another subscription is shown by now.
      (target.subscription === subscription?.id || target.subscription === state.subscription) &&
      target.price !== undefined,
  );
  usePreview(state, dispatch);

  // Also with every phase: news that came while something was under way counts afterwards.
  useEffect(() => {
    if (subscription) dispatch({ type: 'seen', subscription });
  }, [subscription, state.phase]);

  useEffect(() => {
    if (isOnline) dispatch({ type: 'reconnected' });
  }, [isOnline]);

  const settle = useCallback(({ status, subscription: seen, problem }: ActionOutcome) => {
    if (status === 'settling') dispatch({ type: 'settling' });
    if (status === 'confirmed') dispatch({ type: 'settled', subscription: seen });
    if (problem) dispatch({ type: 'notSettled', problem });
  }, []);

  const { isReturn, state: actionState, outcome } = action;
  const returned = isReturn && action.target && 'subscription' in action.target && action.target.subscription;
  useEffect(() => {
    if (returned) dispatch({ type: 'returned', subscription: returned });
    else if (actionState === 'settling') dispatch({ type: 'settling' });
    if (returned && outcome) settle(outcome);
  }, [returned, actionState, outcome, settle]);

  const { quote, selection } = state;
  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (confirmed: Quote) =>
        underKey(confirmed.id, (idempotencyKey) =>
          client.call(
            changeSubscription,
            { subscription: confirmed.subscription, quote: confirmed.id },
            // What is confirmed is what was seen: the version that was priced, not the latest one.
            { idempotencyKey, version: confirmed.subscriptionVersion },
          ),
        ).finally(() => (isSending.current = false)),
      onSuccess: async (answer, confirmed) => {
        await saveSubscription(queryClient, client, answer.subscription);
        dispatch({ type: 'answered', answer });
        if (answer.status === 'succeeded') return;
        const target = targetOf(confirmed);
        void (answer.status === 'pending' ? follow(target) : run(answer.clientSecret, target)).then(settle);
      },
      onError: (error) => {
        if (isBillfoldError(error)) dispatch({ type: 'refused', problem: error });
        refreshBilling(queryClient, client);
      },
    },
    queryClient,
  );

  // What is shown can be another subscription already, in the moment before that is seen.
  const shownQuote = quote && quote.subscription === subscription?.id ? quote : null;
  const isBehind = subscription && shownQuote ? subscription.version < shownQuote.subscriptionVersion : false;
  useEffect(() => {
    if (isBehind) refreshBilling(queryClient, client);
  }, [isBehind, queryClient, client]);

  const isConfirmable = canConfirm(state) && shownQuote !== null && isOnline;
  const { mutate } = mutation;
  const confirm = () => {
    // A ref, because two presses can come before anything is rendered.
    if (!isConfirmable || !quote || isSending.current) return;
    isSending.current = true;
    dispatch({ type: 'confirmed' });
    mutate(quote);
  };

  const continuePayment = () => {
    const payment = subscription?.pendingPayment;
    if (!payment?.clientSecret || isUnderWay(state)) return;
    dispatch({ type: 'continued', subscription: subscription!.id, clientSecret: payment.clientSecret });
    const target = targetOf({ ...payment, subscription: subscription!.id });
    void run(payment.clientSecret, target).then(settle);
  };

  const current = useMemo(() => subscription && selectionOf(subscription), [subscription]);
  const select = (change: Partial<PlanSelection>) => {
    if (!subscription || !current || !plans) return;
    const wanted = { ...current, ...selection, ...change };
    const price = findPrice(plans, wanted.price);
    if (price) wanted.quantity = quantityWithin(price, change.quantity ?? wanted.quantity);
    const isCurrent = wanted.price === current.price && wanted.quantity === current.quantity;
    const choice = isCurrent && !wanted.promotionCode ? null : wanted;
    dispatch({ type: 'selected', subscription: subscription.id, selection: choice });
  };

  const props = usePlanChangeProps({
    subscription,
    plans: plans ?? [],
    selection: selection ?? current ?? null,
    isChosen: selection !== null,
    isBusy: isUnderWay(state),
    isConfirmable,
    select,
    confirm,
  });

  return {
    state,
    /** Chooses; what is left out stays as chosen before. Choosing what there is already takes the choice back. */
    select,
    /** Makes the change that is shown. Does nothing where it can not be made: see `canConfirm`. */
    confirm,
    /** Whether `confirm` would do something now. */
    canConfirm: isConfirmable && props.isComplete,
    /** Takes up a confirmation with the bank that was left: `subscription.pendingPayment`. */
    continuePayment,
    /** Prices the choice again, for example after a payment method was put on file. */
    refresh: () => dispatch({ type: 'outdated' }),
    /** Takes back what is chosen and typed. Does nothing while money may be on its way. */
    reset: () => {
      if (isUnderWay(state)) return;
      props.reset();
      dispatch({ type: 'reset' });
    },
    containerRef,
    ...props.getters,
  };
}

/** What the subscription is going to be once it is paid. */
function targetOf({ subscription, price, quantity }: Pick<Quote, 'subscription' | 'price' | 'quantity'>) {
  return { subscription, price: price.id, quantity };
}

/** What there is, as it could be chosen. */
function selectionOf({ price, quantity }: Subscription): PlanSelection {
  return { price: price.id, quantity, promotionCode: null };
}
