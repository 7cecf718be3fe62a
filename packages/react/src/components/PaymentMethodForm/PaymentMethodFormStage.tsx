'use client';
import { clsx } from 'clsx/lite';
import { forwardRef } from 'react';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import type { Problem } from '../../problem.js';
import { errors } from '../../words/english/errors.js';
import { section } from '../../words/english/section.js';
import { paymentMethodFormFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';

const stageWords = { errors, paymentMethodForm: paymentMethodFormFrame, section };

/** The section around the form, and why there is no form. */
export const PaymentMethodFormStage = forwardRef<HTMLElement, PaymentMethodFormStageProps>(
  function PaymentMethodFormStage(
    { state, problem, onRetry, onSignIn, words: own, className, children, ...rest },
    ref,
  ) {
    const words = useWords(stageWords, own);
    const { paymentMethodForm: say } = words;
    const isLoading = state === 'loading';
    // What was typed into the provider's fields is in them alone, so they stay where they are whatever happens around them.
    const hasForm = !isLoading && state !== 'forbidden';
    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        className={clsx('bf-PaymentMethodForm', className)}
        announcement={isLoading ? say.loading : ''}
      >
        <div className="bf-PaymentMethodForm-content">
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={false}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {hasForm ? children : null}
        </div>
      </Section>
    );
  },
);

export interface PaymentMethodFormStageProps extends Omit<SectionProps, 'title' | 'aside' | 'announcement'> {
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
