'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, useEffect, useRef } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Banner, type BannerProps } from '../../primitives/Banner.js';
import { Button } from '../../primitives/Button.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { pendingChangeWords } from './pendingChangeWords.js';

/** A change that is agreed on and comes later, and the way to undo it. Nothing where there is none, and none was undone. */
export const PendingChangeBannerView = forwardRef<HTMLElement, PendingChangeBannerViewProps>(
  function PendingChangeBannerView(
    { state, subscription, problem, onUndo, words: ownWords, className, ...rest },
    ref,
  ) {
    const words = useWords(pendingChangeWords, ownWords);
    const { pendingChange: say } = words;
    const { pendingChange: change, product, discounts } = subscription;
    const title = useRef<HTMLSpanElement>(null);

    // The button that was pressed is gone then.
    useEffect(() => {
      if (state === 'undone') title.current?.focus();
    }, [state]);

    if (state === 'undone') {
      return (
        <Banner
          {...rest}
          ref={ref}
          state={state}
          tone="neutral"
          className={clsx('bf-PendingChangeBanner', className)}
          title={
            <span ref={title} tabIndex={-1}>
              {say.undone(product.name)}
            </span>
          }
        />
      );
    }
    if (!change) return null;

    const { price } = change;
    const isSamePlan = change.product.id === product.id;
    const date = <Day at={change.effectiveAt} />;
    const perPeriod = say.price(<Amount money={change.amount} />, price.interval, price.intervalCount);
    const untaxed = price.scheme === 'flat' ? perPeriod : say.forSeats(perPeriod, change.quantity);
    const taxed = price.taxBehavior === 'inclusive' ? say.taxIncluded(untaxed) : say.plusTax(untaxed);
    const cost = discounts.length > 0 ? say.beforeDiscounts(taxed) : taxed;
    return (
      <Banner
        {...rest}
        ref={ref}
        state={state}
        tone="accent"
        className={clsx('bf-PendingChangeBanner', className)}
        title={isSamePlan ? say.titleSamePlan(product.name, date) : say.title(change.product.name, date)}
        actions={
          onUndo ? (
            <Button busy={state === 'undoing'} aria-label={say.undoOf(product.name)} onClick={onUndo}>
              {say.undo}
            </Button>
          ) : null
        }
        below={problem ? <ActionProblem problem={problem} failed={say.notUndone} words={words} /> : null}
      >
        <p>{say.until(product.name, cost)}</p>
      </Banner>
    );
  },
);

export interface PendingChangeBannerViewProps extends Omit<
  BannerProps,
  'state' | 'tone' | 'title' | 'actions' | 'below' | 'announcement' | 'children'
> {
  /** `undone`: the customer has taken it back just now. */
  state: 'ready' | 'undoing' | 'undone';
  subscription: Subscription;
  /** Why it could not be undone. */
  problem?: Problem | null;
  /** Called to undo it. Without it there is no such button. */
  onUndo?: () => void;
  words?: WordsOverride;
}
