import type { SandboxControls } from '@billfold/contract';
import { useId } from 'react';
import { Button } from '../primitives/Button.js';
import type { SandboxWords } from './sandboxWords.js';

/** How the next charge ends, and what it is charged to. A choice counts at once: nothing but this page depends on it. */
export function PaymentControl({ controls, busy, words, onUpdate }: PaymentControlProps) {
  const id = useId();
  const isCard = controls.paymentMethod !== null && !controls.paymentMethod.startsWith('sepa_debit');
  return (
    <>
      <div className="bf-SandboxPanel-control">
        <label htmlFor={`${id}charge`}>{words.nextCharge}</label>
        <select
          id={`${id}charge`}
          className="bf-Select"
          value={controls.nextCharge}
          onChange={(event) => onUpdate({ nextCharge: event.target.value as Controls['nextCharge'] })}
        >
          <Options names={words.nextCharges} />
        </select>
      </div>
      <div className="bf-SandboxPanel-control">
        <label htmlFor={`${id}method`}>{words.paymentMethod}</label>
        <div className="bf-SandboxPanel-buttons">
          <select
            id={`${id}method`}
            className="bf-Select"
            value={controls.paymentMethod ?? ''}
            onChange={(event) =>
              onUpdate({ paymentMethod: (event.target.value || null) as Controls['paymentMethod'] })
            }
          >
            <option value="">{words.noPaymentMethod}</option>
            <Options names={words.paymentMethods} />
          </select>
          {isCard ? (
            <Button busy={busy} onClick={() => onUpdate({ expireCard: true })}>
              {words.expireCard}
            </Button>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Options({ names }: { names: Record<string, string> }) {
  return Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ));
}

type Controls = Pick<SandboxControls, 'nextCharge' | 'paymentMethod'>;

/** What is turned; `expireCard` lets the default card run out. */
export type PaymentTurn = Partial<Controls> & { expireCard?: true };

interface PaymentControlProps {
  controls: Controls;
  /** Whether a turn is under way. */
  busy: boolean;
  words: SandboxWords;
  onUpdate: (turn: PaymentTurn) => void;
}
