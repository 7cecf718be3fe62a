'use client';
import { clsx } from 'clsx/lite';
import type { Plan, Subscription } from '@billfold/contract';
import type { PlanInterval } from '@billfold/hooks';
import { forwardRef, type CSSProperties, type ReactNode, type Ref } from 'react';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { Notice } from '../../primitives/Notice.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { announcementOf } from './announcementOf.js';
import { ChangeForm } from './ChangeForm.js';
import { ChangeOutcome } from './ChangeOutcome.js';
import type { UndoChange } from './ChangeNotices.js';
import { IntervalSwitch } from './IntervalSwitch.js';
import { PlanBones } from './PlanBones.js';
import { isUnderWay, type PlanChangeFacts, type PlanSelection } from './planChangeFacts.js';
import { intervalsOf } from './planOptions.js';
import { planSwitcherWords } from './planSwitcherWords.js';
import { useUndone } from './useUndone.js';
import { ManagedElsewhere } from '../../primitives/ManagedElsewhere.js';
import { mustChoose, SubscriptionChoice } from '../../primitives/SubscriptionChoice.js';

/**
 * The plans that a subscription can have, and what a change costs before it is made. Fetches nothing and charges
 * nothing: see {@link PlanSwitcherViewProps}.
 */
export const PlanSwitcherView = forwardRef<HTMLElement, PlanSwitcherViewProps>(function PlanSwitcherView(
  {
    state,
    subscriptions,
    subscription,
    isOneOfSeveral,
    plans,
    change,
    interval,
    problem,
    isOnline = true,
    readOnly = false,
    initialRows = 3,
    undo: ownUndo,
    actionRef,
    addPaymentMethod,
    contactSales,
    upgrade,
    onSubscription,
    onInterval,
    onSelect,
    onPromotionCode,
    onConfirm,
    onKeep,
    onPreview,
    onContinue,
    onRetry,
    onSignIn,
    words: ownWords,
    className,
    ...rest
  },
  ref,
) {
  const words = useWords(planSwitcherWords, ownWords);
  const { planSwitcher: say } = words;
  const subject = state === 'forbidden' ? null : subscription;
  const managed = subject?.managedBy ? subject : null;
  const shown = managed || plans.length === 0 ? null : subject;
  const isChoice = mustChoose(state, subscriptions, subscription);
  const isEmpty = !managed && !isChoice && (state === 'empty' || (state === 'ready' && !shown));
  // Their room is kept until it is known that there is nothing to choose.
  const hasIntervals = !managed && !isChoice && (!shown || intervalsOf(plans, currencyOf(shown)).length > 1);
  const isLocked = readOnly || state === 'expired';
  const { isUndone, undo } = useUndone(shown, change, ownUndo);

  return (
    <Section
      title={say.title}
      {...rest}
      ref={ref}
      state={state}
      className={clsx('bf-PlanSwitcher', className)}
      announcement={announcementOf(state, change, shown, isUndone, words)}
      aside={
        hasIntervals ? (
          <div className="bf-PlanSwitcher-intervals">
            {shown ? (
              <IntervalSwitch
                plans={plans}
                currency={currencyOf(shown)}
                value={interval}
                disabled={isUnderWay(change)}
                words={say}
                onInterval={onInterval}
              />
            ) : null}
          </div>
        ) : null
      }
    >
      <div className="bf-PlanSwitcher-content" style={{ '--_rows': initialRows } as CSSProperties}>
        <SectionProblem
          state={state}
          problem={problem}
          failed={say.failed}
          words={words}
          stale={shown !== null || managed !== null}
          onRetry={onRetry}
          onSignIn={onSignIn}
        />
        {isEmpty ? (
          <div className="bf-PlanSwitcher-empty">
            <p>{say.empty}</p>
            <p className="bf-muted">{say.emptyAdvice}</p>
            <p className="bf-muted">{words.noSubscription.pastInvoices}</p>
            {upgrade}
          </div>
        ) : null}
        <SubscriptionChoice
          subscriptions={subject || isChoice ? subscriptions : []}
          chosen={subject?.id}
          isOneOfSeveral={isOneOfSeveral}
          title={say.title}
          label={say.subscription}
          nameOf={say.subscriptionOf}
          disabled={isUnderWay(change)}
          words={words}
          onSubscription={onSubscription}
        >
          {state === 'loading' ? <PlanBones rows={initialRows} /> : null}
          {managed ? <ManagedElsewhere subscription={managed} words={words.managedElsewhere} /> : null}
          {shown ? (
            <>
              <ChangeOutcome
                change={change}
                subscription={shown}
                isUndone={isUndone}
                words={words}
                undo={isLocked ? undefined : undo}
                onContinue={isLocked ? undefined : onContinue}
              />
              <ChangeForm
                key={shown.id}
                change={change}
                subscription={shown}
                plans={plans}
                interval={interval}
                isOnline={isOnline}
                isLocked={isLocked}
                lockedReason={readOnly ? say.readOnly : null}
                words={words}
                addPaymentMethod={addPaymentMethod}
                contactSales={contactSales}
                onSelect={onSelect}
                onPromotionCode={onPromotionCode}
                onPreview={onPreview}
                onKeep={onKeep}
                onConfirm={onConfirm}
              />
              {change.phase === 'authenticating' ? (
                <Notice tone="neutral" title={words.planChange.bank}>
                  <p>{words.planChange.bankAdvice}</p>
                </Notice>
              ) : null}
              {/* There before it is needed: the bank's step is put into it from outside. */}
              <div ref={actionRef} className="bf-PlanSwitcher-bank" />
            </>
          ) : null}
        </SubscriptionChoice>
      </div>
    </Section>
  );
});

const currencyOf = ({ price }: Subscription) => price.unitAmount.currency;

export interface PlanSwitcherViewProps extends Omit<
  SectionProps,
  'title' | 'aside' | 'announcement' | 'children' | 'onSelect'
> {
  /** What can be chosen from; the choice is shown where there are several. */
  subscriptions: readonly Subscription[];
  /** Whose plan is changed; null where there is none, or where nobody has chosen of several. */
  subscription: Subscription | null;
  /** Whether the customer has others, so that it must be named. @default false */
  isOneOfSeveral?: boolean;
  plans: readonly Plan[];
  /** What is chosen, what it costs, and how far it is. */
  change: PlanChangeFacts;
  /** Which prices are shown. */
  interval: PlanInterval;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** @default true */
  isOnline?: boolean;
  /** Whether plans can be looked at only. @default false */
  readOnly?: boolean;
  /** For how many plans room is kept while they load. @default 3 */
  initialRows?: number;
  /** How a scheduled change is taken back. Without it there is no such button. */
  undo?: UndoChange;
  /** The element that the bank's step is shown in: in the page, never in a dialog, whose focus trap it could not leave. */
  actionRef?: Ref<HTMLDivElement>;
  /** How a payment method is added, where one is missing or was refused. @default the kit's form, below a root with `paymentFields` */
  addPaymentMethod?: PaymentMethodSlot;
  /** What stands below the plans for those whom none of them suits. */
  contactSales?: ReactNode;
  /**
   * What stands there for a customer who pays for nothing: usually a link to your prices. Of the component itself, a link to
   * the `upgradeUrl` of the portal's configuration by default; `null`: nothing.
   */
  upgrade?: ReactNode;
  onSubscription?: (subscription: string) => void;
  onInterval: (interval: PlanInterval) => void;
  /** Called with what was chosen, which charges nothing. */
  onSelect: (choice: Partial<Pick<PlanSelection, 'price' | 'quantity'>>) => void;
  /** Called with a code, or null to leave it out. Without it there is no such field. */
  onPromotionCode?: (code: string | null) => void;
  /** Called to make the change that is shown. */
  onConfirm: () => void;
  /** Called to leave everything as it is. */
  onKeep: () => void;
  /** Called to ask once more what the change costs. */
  onPreview?: () => void;
  /** Called to take up a bank's step that was left. */
  onContinue?: (clientSecret: string) => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
