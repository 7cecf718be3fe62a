import type { CheckPlanChange } from '@billfold/server';
import { peopleIn } from './users.js';

/**
 * What this app knows of a plan and billing does not: whether the account fits into it. Asked with every preview and
 * once more when it is confirmed; with a portal that runs by itself it is a signed call to an address of yours.
 */
export const checkPlanChange: CheckPlanChange = ({ customer, product, price, quantity }) => {
  const people = peopleIn[customer.reference ?? ''] ?? 1;
  if (price.scheme === 'per_seat' && quantity < people) {
    return { blockers: [`Remove ${people - quantity} of the ${people} people in your account first.`] };
  }
  if (product.id === 'prod_NotesPersonal' && people > 1) {
    return { warnings: ['Shared notebooks become read-only, and only you can open them.'] };
  }
  return null;
};
