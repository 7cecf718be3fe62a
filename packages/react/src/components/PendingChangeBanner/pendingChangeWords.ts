import { errors } from '../../words/english/errors.js';
import { pendingChange } from '../../words/english/pendingChange.js';
import { section } from '../../words/english/section.js';

/** The words that a scheduled change is told in, in English. */
export const pendingChangeWords = { errors, pendingChange, section };
