import type { SandboxControls } from '@billfold/contract';
import { useId } from 'react';
import type { SandboxWords } from './sandboxWords.js';

/** How the next charge ends, and what it is charged to. A choice counts at once: nothing but this page depends on it. */
export function PaymentControl({ controls, words, onUpdate }: PaymentControlProps) {
  const id = useId();
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

interface PaymentControlProps {
  controls: Controls;
  words: SandboxWords;
  onUpdate: (fields: Partial<Controls>) => void;
}
