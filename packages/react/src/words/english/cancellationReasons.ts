import type { CancellationReason } from '@billfold/contract';

/** Why somebody cancels, as they would say it. */
export const cancellationReasons: Record<CancellationReason, string> = {
  too_expensive: 'It costs too much',
  missing_features: 'Something that I need is missing',
  switched_service: 'I use something else now',
  unused: 'I do not use it enough',
  customer_service: 'I was not helped well',
  too_complex: 'It is too complicated',
  low_quality: 'It does not work well enough',
  other: 'Another reason',
};
