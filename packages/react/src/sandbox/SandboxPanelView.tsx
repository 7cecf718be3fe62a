'use client';
import { clsx } from 'clsx/lite';
import type { SandboxControls, Scenario } from '@billfold/contract';
import type { TimeSpan } from '@billfold/hooks/sandbox';
import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { colorSchemeOf, useDisplay } from '../display.js';
import { Moment } from '../format/Moment.js';
import { Chip } from '../primitives/Chip.js';
import { Notice } from '../primitives/Notice.js';
import { sentenceOf, type Problem } from '../problem.js';
import { errors } from '../words/english/errors.js';
import { useWords } from '../words/useWords.js';
import { ClockControl } from './ClockControl.js';
import type { DueEvent } from './nextDue.js';
import { PaymentControl, type PaymentTurn } from './PaymentControl.js';
import { sandboxWords, type SandboxWords } from './sandboxWords.js';
import { ScenarioControl } from './ScenarioControl.js';

/** The sandbox's controls, folded up. Fetches nothing: see {@link SandboxPanelViewProps}. */
export const SandboxPanelView = forwardRef<HTMLElement, SandboxPanelViewProps>(function SandboxPanelView(
  {
    controls,
    due,
    busy = false,
    said,
    problem,
    onAdvance,
    onUpdate,
    onSwitchScenario,
    words: ownWords,
    className,
    ...rest
  },
  ref,
) {
  const display = useDisplay();
  const sentences = useWords({ errors }).errors;
  const say = { ...sandboxWords, ...ownWords };

  return (
    <section
      aria-label={say.title}
      {...rest}
      ref={ref}
      className={clsx('bf-root bf-SandboxPanel', className)}
      data-state={busy ? 'busy' : 'ready'}
      data-color-scheme={colorSchemeOf(display)}
    >
      <details>
        <summary className="bf-SandboxPanel-summary">
          <Chip tone="warning">{say.title}</Chip>
          <span className="bf-SandboxPanel-now">{say.now(<Moment at={controls.now} />)}</span>
        </summary>
        <div className="bf-SandboxPanel-controls">
          {onAdvance ? <ClockControl due={due} busy={busy} words={say} onAdvance={onAdvance} /> : null}
          {onUpdate ? (
            <PaymentControl controls={controls} busy={busy} words={say} onUpdate={onUpdate} />
          ) : null}
          {onSwitchScenario ? (
            <ScenarioControl
              scenarios={controls.scenarios}
              busy={busy}
              words={say}
              onSwitchScenario={onSwitchScenario}
            />
          ) : null}
        </div>
        {problem ? (
          <Notice role="alert" tone="danger" title={say.failed}>
            <p>{sentenceOf(problem, sentences)}</p>
          </Notice>
        ) : null}
        {/* There from the first paint on: what appears together with its words is read out by nobody. */}
        <output className="bf-SandboxPanel-said">{busy ? say.working : said}</output>
      </details>
    </section>
  );
});

export interface SandboxPanelViewProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  controls: SandboxControls;
  /** What billing does next by itself; null when nothing is due. */
  due: DueEvent | null;
  /** Whether a turn of a control is under way. */
  busy?: boolean;
  /** What the latest turn has done. Read out when it changes. */
  said?: ReactNode;
  /** Why the latest turn did not work. */
  problem?: Problem | null;
  /** Called to move time. Without it there is no such control; so it is with the others. */
  onAdvance?: (move: TimeSpan) => void;
  onUpdate?: (turn: PaymentTurn) => void;
  onSwitchScenario?: (scenario: Scenario) => void;
  words?: Partial<SandboxWords>;
}
