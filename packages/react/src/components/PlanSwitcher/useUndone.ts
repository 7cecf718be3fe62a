import type { Subscription } from '@billfold/contract';
import { useState } from 'react';
import type { UndoChange } from './ChangeNotices.js';
import type { PlanChangeFacts } from './planChangeFacts.js';

/** Notes that a scheduled change was taken back here. That is what there is to say until something else is chosen. */
export function useUndone(
  subscription: Subscription | null,
  { phase }: PlanChangeFacts,
  undo: UndoChange | undefined,
): { isUndone: boolean; undo: UndoChange | undefined } {
  const now = `${subscription?.id} ${phase}`;
  const [undoneAt, setUndoneAt] = useState<string | null>(null);
  if (undoneAt && undoneAt !== now) setUndoneAt(null);

  return {
    isUndone: undoneAt === now && !subscription?.pendingChange && !undo?.problem,
    undo: undo && {
      ...undo,
      onUndo: () => {
        setUndoneAt(now);
        undo.onUndo();
      },
    },
  };
}
