import type { Problem } from '../problem.js';
import type { Words } from '../words/Words.js';

/**
 * The way to the page where a customer proves that it is them. In a tab of its own, so that nothing that was typed or chosen
 * here is lost: what was refused can be pressed again afterwards.
 */
export function StepUpLink({ problem, section }: StepUpLinkProps) {
  if (!problem?.stepUpUrl) return null;
  return (
    <a
      className="bf-Button"
      data-variant="secondary"
      href={problem.stepUpUrl}
      target="_blank"
      rel="noopener noreferrer"
    >
      {section.stepUp}
    </a>
  );
}

interface StepUpLinkProps {
  problem: Pick<Problem, 'stepUpUrl'> | null | undefined;
  section: Pick<Words['section'], 'stepUp'>;
}
