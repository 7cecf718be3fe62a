import type { ReactNode } from 'react';
import { Notice } from './Notice.js';
import { StepUpLink } from './StepUpLink.js';
import { sentenceOf, type Problem } from '../problem.js';
import type { Words } from '../words/Words.js';

/**
 * Why something that was asked for was not done. Where the answer was lost nobody knows whether it was, and nothing else
 * is said.
 */
export function ActionProblem({ problem, failed, reason, words }: ActionProblemProps) {
  const { errors, section } = words;
  const { code, retryAfter, isUnknown } = problem;
  const isTooOften = code === 'too_many_attempts' || code === 'rate_limited';
  return (
    <Notice
      role="alert"
      tone="danger"
      title={isUnknown ? section.unknownOutcome : failed}
      action={<StepUpLink problem={problem} section={section} />}
    >
      <p>
        {reason ?? sentenceOf(problem, errors)} {isUnknown ? section.unknownOutcomeAdvice : null}
        {isTooOften && retryAfter ? section.waitMinutes(Math.ceil(retryAfter / 60)) : null}
      </p>
      {!reason && problem.requestId ? (
        <p className="bf-Notice-reference">{section.reference(problem.requestId)}</p>
      ) : null}
    </Notice>
  );
}

interface ActionProblemProps {
  problem: Problem;
  /** What was not done, in the words of the component. Said only where that is known. */
  failed: string;
  /** What is said instead of the sentence that the code has, such as what a bank has answered. */
  reason?: ReactNode;
  words: Pick<Words, 'errors' | 'section'>;
}
