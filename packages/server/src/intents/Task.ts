import { parse, stringify } from 'devalue';
import type { Merchant } from '../access/authenticate.js';
import type { Caller } from '../access/Caller.js';
import type { RequestFacts, UnitOfWork } from '../provider/Provider.js';
import type { Asked } from './converse.js';

/**
 * All that it takes to do what a request wants: plain data, so that it can be done again when the request is long gone.
 * `operation`: its name in the portal, whoever calls it.
 */
export type Task = { operation: string; input: unknown } & (
  | { door: 'billing'; caller: Caller; version: number }
  | { door: 'merchant'; merchant: Merchant; publicUrl: string }
);

/** Does a task in a unit of work. The provider and the app are asked as `asked` says. */
export type DoTask = (task: Task, unit: UnitOfWork, asked: Asked) => Promise<unknown>;

/** A task with the request that has brought it, as it is kept. */
export interface StoredTask {
  task: Task;
  /** Undefined: nobody has asked for it, but the provider has sent word. */
  request: RequestFacts | undefined;
}

export const writeTask = (stored: StoredTask): string => stringify(stored);
export const readTask = (text: string): StoredTask => parse(text) as StoredTask;

/** Whose billing a task is about; null: nobody's yet. */
export function customerOf(task: Task): string | null {
  if (task.door === 'billing') return task.caller.customer.id;
  const { customer = null } = task.input as { customer?: string };
  return customer;
}
