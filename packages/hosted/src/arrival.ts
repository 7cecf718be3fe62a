import { takeArrival } from './takeArrival.js';

/** This visit. `main.tsx` imports this file before all others, so the code is gone before any of them runs. */
export const arrival = takeArrival(window);
