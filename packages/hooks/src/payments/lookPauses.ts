/** Milliseconds between two looks: soon at first, because most things are settled at once; half a minute in all. */
export const lookPauses: readonly number[] = [500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7000];
