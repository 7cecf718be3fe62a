/** The states of every section, as `data-state` says them. */
export const sectionStates = [
  'loading',
  'ready',
  'empty',
  'error',
  'refreshing',
  'offline',
  'expired',
  'forbidden',
] as const;

/**
 * What a section is doing. `loading`: nothing is known yet. `ready`, `empty`: it is, and there is something, or nothing.
 * `refreshing`: shown data is being asked for again. `error`, `offline`, `expired`, `forbidden`: it could not be had;
 * what was there before stays on the page, except where it is forbidden now.
 */
export type SectionState = (typeof sectionStates)[number];

/** What the state depends on: as much of a query's result, and whether there is a connection. */
interface SectionFacts {
  data: unknown;
  error: unknown;
  isFetching: boolean;
  isOnline: boolean;
}

/** The state of a section that shows the result of one query. */
export function sectionState(
  { data, error, isFetching, isOnline }: SectionFacts,
  isEmpty: boolean,
): SectionState {
  switch ((error as { code?: string } | null)?.code) {
    case 'unauthorized':
    case 'link_expired':
      return 'expired';
    case 'feature_disabled':
    case 'capability_missing':
      return 'forbidden';
    case 'customer_not_found':
      // Somebody who was never billed has no invoices and no plan. That is not a fault.
      return 'empty';
    default:
  }
  if (error) return isOnline ? 'error' : 'offline';
  if (data === undefined) return isOnline ? 'loading' : 'offline';
  if (isFetching) return 'refreshing';
  return isEmpty ? 'empty' : 'ready';
}

/** Whether all that is shown is known: where there is nothing then, there is nothing. */
export const isSettled = (state: SectionState) =>
  state === 'ready' || state === 'empty' || state === 'refreshing';
