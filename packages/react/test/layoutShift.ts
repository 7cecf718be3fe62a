interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

/** How much the page moves by itself while something happens, as browsers measure it (the sum of all shifts). */
export async function layoutShiftDuring(act: () => void | Promise<void>): Promise<number> {
  await painted();
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries() as LayoutShift[])
      if (!hadRecentInput) sum += value;
  });
  observer.observe({ type: 'layout-shift' });
  await act();
  await painted();
  await painted();
  observer.disconnect();
  return sum;
}

/** Until the present state is on the screen, and what was measured has been told. */
export function painted(): Promise<void> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))),
  );
}
