import { stepUpOperations, type Session, type StepUpAction } from '@billfold/contract';

/** What a customer must prove that they are, before it is done. */
export interface StepUpRequest {
  /** The portal session (`bps_…`) that your backend confirms once they have. */
  session: string;
  /** What the customer is about to do. */
  action: StepUpAction;
  /** The page that the configuration names for it, with `session` in its query; null: it names none. */
  url: string | null;
}

/**
 * Asks the customer to prove that it is them, in the app's own way. Resolves to `true` once the app's backend has confirmed
 * their session (`confirmStepUp`), and to `false` when they did not want to.
 */
export type OnStepUp = (request: StepUpRequest) => Promise<boolean>;

/** What came of a question: whether it is proven now, and what is asked for; null where that could not be found out. */
interface Proof {
  isProven: boolean;
  request: StepUpRequest | null;
}

export interface StepUp {
  /** How many questions have been answered so far. */
  readonly answered: number;
  /** Asks, once for all calls that are refused meanwhile. `sentAfter`: the count when the refused call was sent. */
  prove(operation: string, sentAfter: number): Promise<Proof>;
}

/** Asks for one proof at a time. A proof is the session's, so it counts for every call that waits for one. */
export function createStepUp(
  askSession: () => Promise<Session>,
  onStepUp: () => OnStepUp | undefined,
): StepUp {
  let answered = 0;
  let latest: Answer = { isProven: false, session: null };
  let question: Promise<Answer> | null = null;

  async function ask(operation: string): Promise<Answer> {
    const session = await askSession().catch(() => null);
    const request = requestFor(operation, session);
    const host = onStepUp();
    return { isProven: request !== null && host !== undefined && (await answerOf(host, request)), session };
  }

  function askOnce(operation: string): Promise<Answer> {
    question ??= ask(operation).then((answer) => {
      answered += 1;
      question = null;
      return (latest = answer);
    });
    return question;
  }

  return {
    get answered() {
      return answered;
    },
    async prove(operation, sentAfter) {
      // Sent before a question was answered, and refused after it: the answer is this call's too.
      const isAnswered = question === null && answered > sentAfter;
      const { isProven, session } = isAnswered ? latest : await askOnce(operation);
      return { isProven, request: requestFor(operation, session) };
    },
  };
}

/** What was said, of which session; null where that could not be asked. */
interface Answer {
  isProven: boolean;
  session: Session | null;
}

/** A question of the host that breaks is not answered with yes. It is the page's to know of. */
async function answerOf(ask: OnStepUp, request: StepUpRequest): Promise<boolean> {
  try {
    return (await ask(request)) === true;
  } catch (error) {
    (globalThis as { reportError?: (error: unknown) => void }).reportError?.(error);
    return false;
  }
}

/** Null for an operation of a newer server, of which nobody here knows what it does. */
function requestFor(operation: string, session: Session | null): StepUpRequest | null {
  const found = Object.entries(stepUpOperations).find(([, names]) =>
    (names as readonly string[]).includes(operation),
  );
  if (!found || !session) return null;
  const { id, stepUp } = session;
  return { session: id, action: found[0] as StepUpAction, url: pageFor(id, stepUp.url) };
}

function pageFor(session: string, url: string | null): string | null {
  if (!url || !/^https?:/i.test(url)) return null;
  const page = new URL(url);
  page.searchParams.set('session', session);
  return page.href;
}
