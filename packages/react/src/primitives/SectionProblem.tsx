import { Button } from './Button.js';
import { Notice } from './Notice.js';
import type { SectionState } from './sectionState.js';
import { sentenceOf, type Problem } from '../problem.js';
import type { Words } from '../words/Words.js';

/** Why a section has no data, or old data, and what to do about it. Nothing in all other states. */
export function SectionProblem({
  state,
  problem,
  failed,
  words,
  stale,
  onRetry,
  onSignIn,
}: SectionProblemProps) {
  const isEnded = state === 'expired';
  if (!isEnded && state !== 'error' && state !== 'offline' && state !== 'forbidden') return null;

  const { errors, section } = words;
  const reason = sentenceOf(problem, errors);
  const title = {
    expired: section.expired,
    offline: section.offline,
    forbidden: reason,
    error: stale ? section.stale : failed,
  }[state];
  const advice = {
    expired: section.expiredAdvice,
    offline: stale && section.stale,
    forbidden: null,
    error: reason,
  }[state];
  const act = isEnded ? (onSignIn ?? onRetry) : onRetry;

  return (
    <Notice
      className="bf-SectionProblem"
      role={roles[state]}
      tone={state === 'error' ? 'danger' : 'neutral'}
      title={title}
      action={
        act && state !== 'forbidden' ? (
          <Button onClick={act}>{isEnded && onSignIn ? section.signIn : section.retry}</Button>
        ) : null
      }
    >
      {advice ? <p>{advice}</p> : null}
      {state === 'error' && problem?.requestId ? (
        <p className="bf-Notice-reference">{section.reference(problem.requestId)}</p>
      ) : null}
    </Notice>
  );
}

// Each section of a page says these at the same time: only what is its own fault interrupts.
const roles = { error: 'alert', expired: 'status', offline: 'status', forbidden: undefined };

interface SectionProblemProps {
  state: SectionState;
  problem?: Problem | null;
  /** What failed, in the words of the component. */
  failed: string;
  words: Pick<Words, 'errors' | 'section'>;
  /** Whether data of before is still shown. */
  stale: boolean;
  onRetry?: () => void;
  onSignIn?: () => void;
}
