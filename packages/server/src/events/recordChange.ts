import type { EventType } from '@billfold/contract';
import type { PortalContext } from '../operation.js';
import { previousAttributes } from './previousAttributes.js';
import { audit, record, type Change, type EventData } from './record.js';

/** Who does it, for whom, and when: the same for all that one request of a customer does. */
const deedOf = ({ caller, unit }: Pick<PortalContext<unknown>, 'caller' | 'unit'>) => ({
  project: caller.project,
  customer: caller.customer.id,
  by: caller.by,
  actor: caller.actor,
  at: unit.now,
});

/** Writes down that a customer changed a resource, and what it was before; see `record`. */
export async function recordChange<Resource extends { id: string }>(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  type: EventType,
  before: Resource,
  after: Resource,
  details: Pick<EventData, 'cancellationDetails'> = {},
): Promise<void> {
  await record(context.unit, {
    ...deedOf(context),
    type,
    target: after.id,
    data: { object: after, previousAttributes: previousAttributes(before, after), ...details },
  });
}

/** Writes down that a customer brought something into being, or ended it; see `record`. */
export async function recordObject(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  type: EventType,
  object: { id: string },
): Promise<void> {
  await record(context.unit, { ...deedOf(context), type, target: object.id, data: { object } });
}

/** Writes down that a customer did, or tried, something of which nobody has to be told. */
export async function auditDeed(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  type: string,
  target: string,
  change: Change = {},
): Promise<void> {
  await audit(context.unit, { ...deedOf(context), type, target, ...change });
}
