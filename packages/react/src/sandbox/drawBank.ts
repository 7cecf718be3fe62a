import type { BankAnswer } from '@billfold/hooks/sandbox';

/** What stands on the page of the bank. */
const words = {
  titles: { payment: 'Confirm this payment', setup: 'Confirm this payment method' },
  text: 'This stands in for the page of your bank, as 3-D Secure would show it. No money moves.',
  confirms: { payment: 'Confirm payment', setup: 'Confirm payment method' },
  refuse: 'Refuse',
  failed: 'The answer did not arrive. Please try again.',
};

/** A bank on the page. */
export interface Bank {
  /** The next answer that somebody gives; null once the signal aborts. */
  answer(signal: AbortSignal): Promise<BankAnswer | null>;
  /** Says that the answer did not arrive, and lets it be given again. */
  fail(): void;
  /** Takes everything away, and gives the focus back to where it was. */
  remove(): void;
}

let drawn = 0;

/** Draws the bank into a place on the page, by hand: a real bank's script knows nothing of React either. */
export function drawBank(container: HTMLElement, what: 'payment' | 'setup' = 'payment'): Bank {
  drawn += 1;
  const titleId = `bf-sandbox-bank-${drawn}`;
  const before = document.activeElement;

  const title = element('p', { className: 'bf-SandboxBank-title', id: titleId }, words.titles[what]);
  const text = element('p', { className: 'bf-SandboxBank-text' }, words.text);
  const problem = element('p', { className: 'bf-SandboxBank-problem' });
  problem.setAttribute('role', 'alert');
  const confirm = button(words.confirms[what], 'primary');
  const refuse = button(words.refuse, 'secondary');
  const buttons = element('div', { className: 'bf-SandboxBank-buttons' }, confirm, refuse);

  const bank = element(
    'div',
    { className: 'bf-root bf-SandboxBank', tabIndex: -1 },
    title,
    text,
    problem,
    buttons,
  );
  bank.setAttribute('role', 'group');
  bank.setAttribute('aria-labelledby', titleId);
  container.append(bank);
  // Who reads by ear is told where they are, and the buttons come next.
  bank.focus();

  function setBusy(pressed: HTMLButtonElement | null): void {
    for (const one of [confirm, refuse]) {
      // Not `disabled`: a button that is disabled under the finger loses the focus.
      mark(one, 'aria-disabled', pressed !== null);
      mark(one, 'aria-busy', one === pressed);
    }
  }

  return {
    answer: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null);
        const listening = new AbortController();
        const settle = (outcome: BankAnswer | null, pressed: HTMLButtonElement | null) => {
          listening.abort();
          problem.textContent = '';
          setBusy(pressed);
          resolve(outcome);
        };
        const { signal: until } = listening;
        confirm.addEventListener('click', () => settle('authenticated', confirm), { signal: until });
        refuse.addEventListener('click', () => settle('refused', refuse), { signal: until });
        signal.addEventListener('abort', () => settle(null, null), { signal: until });
      }),
    fail: () => {
      setBusy(null);
      problem.textContent = words.failed;
    },
    remove: () => {
      const held = bank.contains(document.activeElement);
      bank.remove();
      if (held && before instanceof HTMLElement && before.isConnected) before.focus();
    },
  };
}

function mark(element: Element, attribute: string, holds: boolean): void {
  if (holds) element.setAttribute(attribute, 'true');
  else element.removeAttribute(attribute);
}

function button(name: string, variant: string): HTMLButtonElement {
  const made = element('button', { type: 'button', className: 'bf-Button' }, name);
  made.dataset['variant'] = variant;
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
