'use client';
import type { Blocker } from '@billfold/contract';
import { useEffect, useRef, useState } from 'react';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { readable } from '../../words/readable.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** What must be done before the change can be made, each with the way to do it where there is one. */
export function Blockers({ blockers, words, addPaymentMethod, onPaymentMethod }: BlockersProps) {
  const { planChange: say } = words;
  return blockers.map(({ code, message }) => {
    const title = code === 'app' ? message : (words.blockers[code] ?? readable(code));
    const isMethod = code === 'payment_method_required';
    return (
      <Notice key={`${code} ${message}`} tone="neutral" title={title} className="bf-PlanSwitcher-blocker">
        {isMethod && !addPaymentMethod ? <p>{say.addMethodAdvice}</p> : null}
        {isMethod && addPaymentMethod ? (
          <AddMethod label={say.addMethod} slot={addPaymentMethod} onDone={onPaymentMethod} />
        ) : null}
      </Notice>
    );
  });
}

/** A button that opens the form for one, and closes it once it is done. Nothing where there is none. */
export function AddMethod({ label, slot, onDone }: AddMethodProps) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasLeft = useRef(false);
  useEffect(() => {
    if (!isOpen && wasLeft.current) opener.current?.focus();
    wasLeft.current = false;
  }, [isOpen]);
  if (!slot) return null;
  if (!isOpen) {
    return (
      <div className="bf-PlanSwitcher-addMethod">
        <Button ref={opener} onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    );
  }
  const done = () => {
    setOpen(false);
    onDone?.();
  };
  const cancel = () => {
    wasLeft.current = true;
    setOpen(false);
  };
  return (
    <div className="bf-PlanSwitcher-addMethod">{typeof slot === 'function' ? slot(done, cancel) : slot}</div>
  );
}

interface BlockersProps {
  blockers: readonly Blocker[];
  words: PlanSwitcherWords;
  addPaymentMethod?: PaymentMethodSlot;
  /** Called when a payment method was added: what the change costs is to be asked again. */
  onPaymentMethod?: () => void;
}

interface AddMethodProps {
  label: string;
  slot: PaymentMethodSlot | undefined;
  onDone?: () => void;
}
