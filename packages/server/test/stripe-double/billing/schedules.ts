import type { Handlers } from '../Handler.js';

export const scheduleHandlers: Handlers = {};
