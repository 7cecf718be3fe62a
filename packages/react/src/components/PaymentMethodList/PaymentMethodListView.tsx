'use client';
import { clsx } from 'clsx/lite';
import type { PaymentMethod, SubscriptionName } from '@billfold/contract';
import { forwardRef, useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { Button } from '../../primitives/Button.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { NoAddYet, PaymentMethodBones } from './PaymentMethodBones.js';
import {
  movedBy,
  type PaymentMethodChange,
  type PaymentMethodOutcome,
  type PaymentMethodTask,
} from './paymentMethodChange.js';
import { paymentMethodListWords, type PaymentMethodListWords } from './paymentMethodListWords.js';
import { outcomeText, PaymentMethodNotice } from './PaymentMethodNotice.js';
import { PaymentMethodRow } from './PaymentMethodRow.js';

/** What a customer can be charged by, in every state that the list can be in. Fetches nothing: see {@link PaymentMethodListViewProps}. */
export const PaymentMethodListView = forwardRef<HTMLElement, PaymentMethodListViewProps>(
  function PaymentMethodListView(
    {
      state,
      paymentMethods,
      subscriptions,
      now,
      problem,
      initialRows = 1,
      isOnline = true,
      change = null,
      outcome = null,
      form,
      onAddIntent,
      onAdd,
      onAsk,
      onConfirm,
      onLeave,
      onRetryReturn,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(paymentMethodListWords, ownWords);
    const { paymentMethodList: say } = words;
    const title = useRef<HTMLHeadingElement>(null);
    const add = useRef<HTMLButtonElement>(null);
    const told = useRef<HTMLSpanElement>(null);
    const list = useRef<HTMLUListElement>(null);

    const rows = state === 'forbidden' ? [] : paymentMethods;
    const isKnownEmpty =
      rows.length === 0 && (state === 'empty' || state === 'refreshing' || state === 'ready');
    // Whoever must sign in again can do nothing; a control that only fails would be a trap.
    const isActive = state !== 'expired' && state !== 'forbidden';
    const mayAdd = isActive ? onAdd : undefined;
    const FormHeading = `h${(rest.headingLevel ?? 2) + 1}` as 'h3' | 'h4' | 'h5';
    // What was entered in the form stays, and is sent once somebody is signed in again.
    const isAdding = state !== 'forbidden' && form !== undefined && form !== null && form !== false;

    useFocusAfter(change, outcome, isAdding, {
      outcome: () => told.current,
      opener: ({ paymentMethod, task }) =>
        list.current?.querySelector<HTMLElement>(
          `[data-payment-method="${paymentMethod}"] [data-task="${task}"]:enabled`,
        ),
      add: () => add.current,
      fallback: () => title.current,
    });

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        titleRef={title}
        state={state}
        className={clsx('bf-PaymentMethodList', className)}
        announcement={announcementOf(state, change, outcome, words)}
        aside={
          mayAdd && !isAdding && state !== 'loading' ? (
            <Button
              ref={add}
              onPointerEnter={onAddIntent}
              onFocus={onAddIntent}
              // What became of what is under way is told before something else begins.
              disabled={change?.state === 'busy'}
              onClick={() => mayAdd(false)}
            >
              {say.add}
            </Button>
          ) : state === 'loading' ? (
            <NoAddYet words={say} />
          ) : null
        }
      >
        <div className="bf-PaymentMethodList-content" style={{ '--_rows': initialRows } as CSSProperties}>
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={rows.length > 0}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {outcome ? (
            <PaymentMethodNotice outcome={outcome} titleRef={told} words={words} onRetry={onRetryReturn} />
          ) : null}
          {isAdding ? (
            <div className="bf-PaymentMethodList-form">
              <FormHeading className="bf-PaymentMethodList-formTitle">{say.addTitle}</FormHeading>
              {form}
            </div>
          ) : null}
          {isKnownEmpty && !isAdding ? (
            <div className="bf-PaymentMethodList-empty">
              <p>{say.empty}</p>
              {mayAdd ? <p className="bf-muted">{say.emptyAdvice}</p> : null}
            </div>
          ) : null}
          {state === 'loading' ? <PaymentMethodBones rows={initialRows} /> : null}
          {rows.length > 0 ? (
            <ul ref={list} className="bf-PaymentMethodList-rows">
              {rows.map((paymentMethod) => (
                <PaymentMethodRow
                  key={paymentMethod.id}
                  paymentMethod={paymentMethod}
                  isOnly={rows.length === 1}
                  now={now}
                  moves={movedBy(paymentMethod, rows, subscriptions)}
                  change={isActive && change?.paymentMethod === paymentMethod.id ? change : null}
                  isOnline={isOnline}
                  isLocked={change?.state === 'busy' || isAdding}
                  words={words}
                  canMakeDefault={isActive && onAsk !== undefined}
                  canRemove={isActive && onAsk !== undefined}
                  onAsk={(task) => onAsk?.(paymentMethod.id, task)}
                  onConfirm={() => onConfirm?.()}
                  onLeave={() => onLeave?.()}
                  onAdd={mayAdd}
                />
              ))}
            </ul>
          ) : null}
        </div>
      </Section>
    );
  },
);

/** What the section says aloud: what it waits for, what is being done, or what was done. */
function announcementOf(
  state: SectionProps['state'],
  change: PaymentMethodChange | null,
  outcome: PaymentMethodOutcome | null,
  words: PaymentMethodListWords,
): string {
  const { paymentMethodList: say, section } = words;
  if (state === 'loading') return say.loading;
  if (change?.state === 'busy') return change.task === 'remove' ? say.removing : say.makingDefault;
  if (outcome) {
    const { title, advice } = outcomeText(outcome, words);
    return advice ? `${title} ${advice}` : title;
  }
  return state === 'refreshing' ? section.refreshing : '';
}

/** Takes the focus along: to what was done, or back to where it came from; a render alone never moves it. */
function useFocusAfter(
  change: PaymentMethodChange | null,
  outcome: PaymentMethodOutcome | null,
  isAdding: boolean,
  place: Places,
): void {
  const before = useRef({ change, outcome, isAdding });
  useEffect(() => {
    const was = before.current;
    before.current = { change, outcome, isAdding };
    const isClosed = was.isAdding && !isAdding;
    const isLeft = was.change !== null && change === null;
    if (!isClosed && !isLeft) return;
    const opener = isLeft && was.change ? place.opener(was.change) : place.add();
    const target = outcome && outcome !== was.outcome ? place.outcome() : opener;
    (target ?? place.fallback())?.focus();
  });
}

interface Places {
  outcome: () => HTMLElement | null;
  opener: (change: PaymentMethodChange) => HTMLElement | null | undefined;
  add: () => HTMLElement | null;
  fallback: () => HTMLElement | null;
}

export interface PaymentMethodListViewProps extends Omit<
  SectionProps,
  'title' | 'titleRef' | 'aside' | 'announcement' | 'children'
> {
  /** The default one first. They stay on the page in every state but `forbidden`. */
  paymentMethods: readonly PaymentMethod[];
  /** The customer's subscriptions that have not ended: what a new default is going to be charged for. */
  subscriptions?: readonly SubscriptionName[];
  /** The moment from which expiry is judged. */
  now: Date;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** How many rows are expected. Their room is kept while loading, so that the page below does not move. @default 1 */
  initialRows?: number;
  /** Whether something can be done at all. @default true */
  isOnline?: boolean;
  /** What is being asked or done with one of them. */
  change?: PaymentMethodChange | null;
  /** What was done last, and is told. */
  outcome?: PaymentMethodOutcome | null;
  /** The form in which one is added, while it is open. It stands in the page, never in a dialog. */
  form?: ReactNode;
  /** Called when somebody comes to what opens that form. */
  onAddIntent?: () => void;
  /** Called to open that form; `isReplacement` where it is to take the place of one that expires. Without it none can be added. */
  onAdd?: (isReplacement: boolean) => void;
  /** Called when something is to be done with one (`pm_…`), which is asked first. Without it there are no such buttons. */
  onAsk?: (paymentMethod: string, task: PaymentMethodTask) => void;
  /** Called when that is confirmed. */
  onConfirm?: () => void;
  /** Called when everything is left as it is. */
  onLeave?: () => void;
  /** Called to ask once more what became of the one that the customer has come back with. */
  onRetryReturn?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
