import CircuitBreaker from 'opossum';
import type { Log } from '../../../http/router.js';
import { errorCodeOf, type Answer } from './Answer.js';
import { Unreachable } from './Unreachable.js';

/** Stops asking Stripe when it has failed again and again, and looks now and then whether it is back. */
export interface Circuit {
  /** Lets one attempt pass. @throws Unreachable without having tried, while it is open. */
  run(attempt: () => Promise<Answer>): Promise<Answer>;
}

export interface CircuitLimits {
  /** So many failures with nothing else between them open it. */
  failuresInARow: number;
  /** How long nothing is asked before one request may try. */
  resetAfterMs: number;
  /** Over which time the share of failures is taken: longer than an attempt may take, or none that hangs would count. */
  windowMs: number;
}

/**
 * One circuit for all calls. It opens for what says that Stripe is not well, and never for what was wrong with one request:
 * a customer whose card is refused must not shut out all the others.
 */
export function createCircuit(limits: CircuitLimits, log: Log | undefined): Circuit {
  const breaker = new CircuitBreaker((attempt: () => Promise<Answer>) => attempt().then(failed), {
    timeout: false,
    resetTimeout: limits.resetAfterMs,
    rollingCountTimeout: limits.windowMs,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    errorThresholdPercentage: 50,
    volumeThreshold: 10,
  });

  let inARow = 0;
  let openedAt = 0;
  breaker.on('success', () => (inARow = 0));
  breaker.on('failure', () => {
    inARow += 1;
    if (inARow >= limits.failuresInARow) breaker.open();
  });
  breaker.on('open', () => {
    openedAt = Date.now(); // checked: of the network
    log?.warn({}, 'Stripe fails again and again, and is not asked for a while');
  });
  breaker.on('close', () => log?.info({}, 'Stripe answers again'));

  return {
    async run(attempt) {
      try {
        return await breaker.fire(attempt);
      } catch (error) {
        if (error instanceof Failed) return error.answer;
        if (!CircuitBreaker.isOurError(error as Error)) throw error;
        const remaining = Math.max(1, Math.ceil((openedAt + limits.resetAfterMs - Date.now()) / 1000)); // checked: of the network
        throw new Unreachable('circuit_open', { wasSent: false, retryAfter: remaining });
      }
    },
  };
}

/** An answer that counts as a failure, on its way through the breaker: that only knows what is thrown. */
class Failed extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('Stripe is not well.');
    this.answer = answer;
  }
}

function failed(answer: Answer): Answer {
  // A lock is about one object of one customer: too many at once have changed that.
  const isTooMany = answer.status === 429 && errorCodeOf(answer) !== 'lock_timeout';
  if (answer.status >= 500 || isTooMany) throw new Failed(answer);
  return answer;
}
