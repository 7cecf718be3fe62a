import type { Scenario } from '@billfold/contract';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../primitives/Button.js';
import { Notice } from '../primitives/Notice.js';
import type { SandboxWords } from './sandboxWords.js';

/** Replaces the whole customer by one in a named state, after asking once. */
export function ScenarioControl({ scenarios, busy, words, onSwitchScenario }: ScenarioControlProps) {
  const id = useId();
  const [chosen, setChosen] = useState(scenarios[0]);
  const [asking, setAsking] = useState(false);
  const start = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);

  // The question takes the focus, on the answer that changes nothing, and gives it back.
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (wasAsking.current) start.current?.focus();
    wasAsking.current = asking;
  }, [asking]);

  if (!chosen) return null;
  const name = words.scenarios[chosen] ?? chosen;

  return (
    <div className="bf-SandboxPanel-control bf-SandboxPanel-scenario">
      <label htmlFor={id}>{words.scenario}</label>
      <div className="bf-SandboxPanel-buttons">
        <select
          id={id}
          className="bf-Select"
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value as Scenario);
            setAsking(false);
          }}
        >
          {scenarios.map((scenario) => (
            <option key={scenario} value={scenario}>
              {words.scenarios[scenario] ?? scenario}
            </option>
          ))}
        </select>
        {asking ? null : (
          <Button ref={start} busy={busy} onClick={() => setAsking(true)}>
            {words.startOver}
          </Button>
        )}
      </div>
      {asking ? (
        <Notice
          role="group"
          aria-label={words.startOverQuestion(name)}
          tone="neutral"
          title={words.startOverQuestion(name)}
          action={
            <div className="bf-SandboxPanel-buttons">
              <Button ref={keep} onClick={() => setAsking(false)}>
                {words.keep}
              </Button>
              <Button
                onClick={() => {
                  setAsking(false);
                  onSwitchScenario(chosen);
                }}
              >
                {words.startOver}
              </Button>
            </div>
          }
        >
          <p>{words.startOverMeans}</p>
        </Notice>
      ) : null}
    </div>
  );
}

interface ScenarioControlProps {
  scenarios: readonly Scenario[];
  busy: boolean;
  words: SandboxWords;
  onSwitchScenario: (scenario: Scenario) => void;
}
