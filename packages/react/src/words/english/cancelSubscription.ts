import { cancelDecision } from './cancelDecision.js';
import { cancelOpener } from './cancelOpener.js';
import { cancelSubscriptionFrame } from './sectionFrames.js';

/** All that a cancellation says; in parts, because they are fetched one after the other. */
export const cancelSubscription = { ...cancelSubscriptionFrame, ...cancelOpener, ...cancelDecision };
