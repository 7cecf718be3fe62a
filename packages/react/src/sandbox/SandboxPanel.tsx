'use client';
import type { SandboxControls } from '@billfold/contract';
import { useSession, useSubscriptions } from '@billfold/hooks';
import { useSandboxControls, type SandboxChange } from '@billfold/hooks/sandbox';
import { forwardRef, type ReactNode } from 'react';
import { Moment } from '../format/Moment.js';
import { problemOf } from '../problem.js';
import { nextDue } from './nextDue.js';
import { SandboxPanelView, type SandboxPanelViewProps } from './SandboxPanelView.js';
import { sandboxWords, type SandboxWords } from './sandboxWords.js';

/**
 * The controls of the sandbox, for those who build and try a page out: its time, how the next charge ends, what is on
 * file, and the customer's whole state. Nothing at all where real money moves, where there is no sandbox, or where the
 * session may not control it. Needs a `BillfoldRoot` above.
 */
export const SandboxPanel = forwardRef<HTMLElement, SandboxPanelProps>(function SandboxPanel(props, ref) {
  const { session } = useSession();
  // A session may be without it; then nothing is asked for, because the answer is known.
  if (!session?.testMode || !session.capabilities.includes('sandbox:control')) return null;
  return <Controls {...props} ref={ref} />;
});

const Controls = forwardRef<HTMLElement, SandboxPanelProps>(function Controls(props, ref) {
  const { controls, change, update, advance, switchScenario } = useSandboxControls();
  const { subscriptions = [] } = useSubscriptions();
  if (!controls) return null;

  const { isPending, isSuccess, variables, error } = change;
  // What was just chosen is shown while it is on its way.
  const shown =
    isPending && variables.control === 'payment'
      ? ({ ...controls, ...variables } as SandboxControls)
      : controls;

  return (
    <SandboxPanelView
      {...props}
      ref={ref}
      controls={shown}
      due={nextDue(subscriptions, controls.now)}
      busy={isPending}
      said={isSuccess ? whatWasDone(variables, controls, { ...sandboxWords, ...props.words }) : null}
      problem={problemOf(error)}
      onAdvance={advance}
      onUpdate={update}
      onSwitchScenario={switchScenario}
    />
  );
});

function whatWasDone(change: SandboxChange, controls: SandboxControls, say: SandboxWords): ReactNode {
  switch (change.control) {
    case 'clock':
      return say.movedTo(<Moment at={controls.now} />);
    case 'scenario':
      return say.startedOver(say.scenarios[change.scenario]);
    case 'payment': {
      if (change.nextCharge) return say.nextChargeIs(say.nextCharges[change.nextCharge]);
      if (change.expireCard) return say.cardHasRunOut;
      const { paymentMethod } = change;
      return say.onFile(paymentMethod ? say.paymentMethods[paymentMethod] : say.noPaymentMethod);
    }
  }
}

export interface SandboxPanelProps extends Omit<
  SandboxPanelViewProps,
  'controls' | 'due' | 'busy' | 'said' | 'problem' | 'onAdvance' | 'onUpdate' | 'onSwitchScenario'
> {}
