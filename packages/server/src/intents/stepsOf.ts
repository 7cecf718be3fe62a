import { parse, stringify } from 'devalue';
import type { SecretBox } from '../access/secretBox.js';
import type { Database } from '../database/Database.js';
import { BillfoldError } from '../errors.js';
import type { Intent } from '../provider/Provider.js';
import { isRefusal } from './ask.js';
import { saveStep, saveSteps, type IntentRow } from './intentRows.js';

/** Step that looks and refuses, and changes nothing. */
const CHECK = 'check';

/** Not a step: how often a call was begun anew. */
const AGAIN = '#';

/** An intent as one call of the port is given it. */
export interface CallIntent extends Intent {
  readonly isAgain: boolean;
  /** Takes back that anything was begun by this call. */
  forget(): void;
}

/**
 * The steps of one call under an intent, kept in its row: begun before anything is sent, finished with what they have come to.
 *
 * @param index of the call in the journal: a second call of the same method has steps of its own. `link`: what comes before all calls.
 */
export function stepsOf(
  { database, secretBox }: { database: Database; secretBox: SecretBox },
  row: IntentRow,
  index: number | 'link',
): CallIntent {
  const { id, steps } = row;
  const nameOf = (step: string) => `${index}/${step}`;
  const again = nameOf(AGAIN);
  const forget = () => {
    for (const name of Object.keys(steps)) if (name.startsWith(`${index}/`)) delete steps[name];
  };
  /** The same keys would be answered as before: the call begins anew, with what it looks at. */
  const beginAnew = async () => {
    const times = Number(steps[again] ?? 0) + 1;
    forget();
    steps[again] = String(times);
    await saveSteps(database, row, steps);
  };
  return {
    id,
    isAgain: again in steps,
    step: async (step, work) => {
      const name = nameOf(step);
      const stored = steps[name];
      if (typeof stored === 'string') return parse(await secretBox.open(stored, id));
      // Somebody may have sent it before, and that has not been heard of since.
      const wasBegun = stored === null;
      // A check that was begun has changed nothing.
      if (stored === undefined && step !== CHECK) {
        // Before it is written: who gives up meanwhile must not take back what is going to be sent.
        steps[name] = null;
        await saveStep(database, row, name, null).catch((error: unknown) => {
          delete steps[name];
          throw error;
        });
      }
      let result: string;
      try {
        const anew = steps[again] ?? null;
        result = stringify(await work([id, index, step, anew].filter((part) => part !== null).join(':')));
      } catch (error) {
        if (error instanceof BillfoldError && error.remembered) await beginAnew();
        // Refused, or never sent: what is done next may be another thing, and must not find this one begun.
        if (isCertain(error, wasBegun)) delete steps[name];
        throw error;
      }
      steps[name] = await secretBox.seal(result, id);
      await saveStep(database, row, name, steps[name]);
      // As it is read the next time.
      return parse(result);
    },
    forget,
  };
}

/** Whether something of an intent may have been changed at the provider, by whoever has driven it. */
export const hasBegun = ({ steps }: IntentRow): boolean =>
  Object.keys(steps).some((name) => !name.startsWith('link/') && !name.endsWith(`/${CHECK}`));

/**
 * Whether an error leaves no doubt that nothing was changed by the step that it has ended. That it was not sent this time, or
 * that its key is not taken any more, says nothing of the time before.
 */
const isCertain = (error: unknown, wasBegun: boolean) =>
  isRefusal(error) ||
  (!wasBegun && error instanceof BillfoldError && (error.code !== 'provider_unavailable' || error.notSent));
