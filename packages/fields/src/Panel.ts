import type { Field } from './drawField.js';
import type { Result } from './messages.js';

/** The fields of one kind of payment method. */
export interface Panel {
  root: HTMLElement;
  /** In the order in which they are entered. */
  fields: readonly Field[];
  /** The numbers that work. */
  numbers: HTMLElement;
  /** What to enter, because this is test mode. */
  hint: string;
  /** Whether all that is needed is there. */
  isComplete(): boolean;
  /** What was entered, as a name of the sandbox's. Where something is wrong, its field says so. */
  read(): Result;
}
