import type { TimeSpan } from '@billfold/hooks/sandbox';
import { Day } from '../format/Day.js';
import { Button } from '../primitives/Button.js';
import type { DueEvent } from './nextDue.js';
import type { SandboxWords } from './sandboxWords.js';

/** Moves the time of the sandbox: never back, so these are buttons and not a field. */
export function ClockControl({ due, busy, words, onAdvance }: ClockControlProps) {
  return (
    <fieldset className="bf-SandboxPanel-control">
      <legend>{words.clock}</legend>
      <div className="bf-SandboxPanel-buttons">
        <Button busy={busy} onClick={() => onAdvance({ days: 1 })}>
          {words.day}
        </Button>
        <Button busy={busy} onClick={() => onAdvance({ months: 1 })}>
          {words.month}
        </Button>
        {due ? (
          <Button busy={busy} onClick={() => onAdvance({ to: due.at })}>
            <span>{words.moveTo(words.moves[due.kind], <Day at={due.at} />)}</span>
          </Button>
        ) : (
          <span className="bf-muted">{words.nothingDue}</span>
        )}
      </div>
    </fieldset>
  );
}

interface ClockControlProps {
  due: DueEvent | null;
  busy: boolean;
  words: SandboxWords;
  onAdvance: (move: TimeSpan) => void;
}
