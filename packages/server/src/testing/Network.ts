import { BillfoldError } from '../errors.js';

/**
 * What can happen to a call on its way to a provider and back. `lost_before`: it never arrives. `lost_after`: it is done, and nobody
 * hears of it. `not_sent`: it was not even tried. `hang`: it never ends. `dead`: the process that has sent it dies when it was done.
 */
export type Mishap = 'lost_before' | 'lost_after' | 'not_sent' | 'hang' | 'dead';

/** A call as it is sent: `key` of what changes something. */
export interface Sent {
  name: string;
  key: string | null;
}

/** A way to a provider on which a test makes things go wrong. What arrives twice under one key is done once. */
export class Network {
  /** Everything that was tried, in order. */
  readonly sent: Sent[] = [];
  /** What was really done, by the keys that it was done under. */
  readonly done = new Map<string, { name: string; outcome: Outcome }>();
  /** What becomes of a call; assigned by tests. */
  mishap: (call: Sent) => Mishap | null = () => null;
  /** What a call waits for before it arrives; assigned by tests. */
  delay: (call: Sent) => Promise<unknown> | null = () => null;
  /** Called when the process is to die. */
  die: () => void = () => {};
  /** Whether keys are looked at. A test switches that off to see that it would be noticed. */
  knowsKeys = true;

  /** The next call of a name goes wrong, and only that one. */
  once(name: string, mishap: Mishap): void {
    let left = 1;
    this.mishap = (call) => (call.name === name && left-- > 0 ? mishap : null);
  }

  async send<Result>(name: string, key: string | null, work: () => Promise<Result>): Promise<Result> {
    const call = { name, key };
    this.sent.push(call);
    const mishap = this.mishap(call);
    if (mishap === 'not_sent') throw new BillfoldError('provider_unavailable', { notSent: true });
    if (mishap === 'hang') return new Promise(() => {});
    await this.delay(call);
    if (mishap === 'lost_before') throw new BillfoldError('provider_unavailable');
    const outcome = await this.#do(call, work);
    if (mishap === 'dead') this.die();
    if (mishap === 'lost_after' || mishap === 'dead') throw new BillfoldError('provider_unavailable');
    if ('error' in outcome) throw outcome.error;
    return outcome.value as Result;
  }

  async #do({ name, key }: Sent, work: () => Promise<unknown>): Promise<Outcome> {
    const known = key !== null && this.knowsKeys ? this.done.get(key) : undefined;
    if (known) return known.outcome;
    const outcome = await work().then(
      (value): Outcome => ({ value }),
      (error: unknown): Outcome => ({ error }),
    );
    if (key !== null) this.done.set(this.knowsKeys ? key : `${key}#${this.done.size}`, { name, outcome });
    return outcome;
  }
}

type Outcome = { value: unknown } | { error: unknown };
