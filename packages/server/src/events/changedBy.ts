import type { Change, EventData } from './record.js';

/**
 * What an event says was changed, as the audit log has it: the fields that are others now, before and after. What came into
 * being has nothing before it, and what ceased to be nothing after.
 */
export function changedBy(type: string, { object, previousAttributes }: EventData): Change {
  if (!previousAttributes) {
    return /\.(deleted|detached)$/.test(type) ? { before: object } : { after: object };
  }
  const names = Object.keys(previousAttributes) as (keyof typeof object)[];
  return { before: previousAttributes, after: Object.fromEntries(names.map((name) => [name, object[name]])) };
}
