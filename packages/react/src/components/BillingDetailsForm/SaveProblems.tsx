'use client';
import { forwardRef } from 'react';
import { Button } from '../../primitives/Button.js';
import { FormProblems, type FieldProblem } from '../../primitives/FormProblems.js';
import { StepUpLink } from '../../primitives/StepUpLink.js';
import { sentenceOf } from '../../problem.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import type { SaveProblem } from './saveProblem.js';

/** Why nothing was saved, or not all: which fields to mend, or what else to do. */
export const SaveProblems = forwardRef<HTMLDivElement, SaveProblemsProps>(function SaveProblems(
  { problem, problems, words, onSignIn },
  ref,
) {
  const { billingDetailsForm: say, errors, section } = words;
  const isUnknown = problem?.isUnknown ?? false;
  const isTooOften = problem?.code === 'too_many_attempts' || problem?.code === 'rate_limited';
  const isAboutFields = problems.length > 0;

  return (
    <FormProblems
      ref={ref}
      title={
        problem?.isPartlySaved
          ? say.partlySaved
          : isUnknown
            ? section.unknownOutcome
            : isAboutFields
              ? say.problemsTitle
              : say.notSaved
      }
      problems={problems}
      action={
        problem?.code === 'unauthorized' && onSignIn ? (
          <Button onClick={onSignIn}>{section.signIn}</Button>
        ) : (
          <StepUpLink problem={problem} section={section} />
        )
      }
    >
      {problem && !isAboutFields ? (
        <>
          <p>
            {sentenceOf(problem, errors)} {isUnknown ? section.unknownOutcomeAdvice : null}{' '}
            {isTooOften && problem.retryAfter
              ? section.waitMinutes(Math.ceil(problem.retryAfter / 60))
              : null}{' '}
            {say.kept}
          </p>
          {problem.requestId ? (
            <p className="bf-Notice-reference">{section.reference(problem.requestId)}</p>
          ) : null}
        </>
      ) : null}
    </FormProblems>
  );
});

interface SaveProblemsProps {
  /** What the portal has answered; null where it was not asked. */
  problem: SaveProblem | null;
  /** What is to be mended. */
  problems: readonly FieldProblem[];
  words: BillingDetailsFormWords;
  onSignIn?: () => void;
}
