/** In a file of its own, so that it is a part of its own in the host's bundle. */
export { finishSetupReturn } from '@billfold/hooks';
