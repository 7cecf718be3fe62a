import type { BrowserContext, Page, Request, Response } from '@playwright/test';

/** Everything a browser context asked for and was answered, from the moment of watching on. */
export interface Traffic {
  requests: Request[];
  responses: Response[];
  /** Method, address, every header and the body of each request, as text to search in. */
  sentText(): Promise<string>;
}

/** Listens to the traffic of all pages of a context. */
export function watchTraffic(context: BrowserContext): Traffic {
  const requests: Request[] = [];
  const responses: Response[] = [];
  context.on('request', (request) => requests.push(request));
  context.on('response', (response) => responses.push(response));
  return {
    requests,
    responses,
    sentText: async () => {
      const texts = requests.map(async (request) => {
        const headers = await request.allHeaders();
        return [request.method(), request.url(), JSON.stringify(headers), request.postData() ?? ''].join(
          '\n',
        );
      });
      return (await Promise.all(texts)).join('\n\n');
    },
  };
}

/** Collects what the pages of a context were forbidden by their content security policy. */
export async function watchViolations(context: BrowserContext): Promise<string[]> {
  const violations: string[] = [];
  await context.exposeBinding('reportViolation', (_, violation: string) => violations.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void };
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} on ${event.documentURI}`);
    });
  });
  return violations;
}

/** Collects errors that a page's scripts did not catch. */
export function watchErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  return errors;
}

/** Measures how far the pages of a context move what they have shown, from the next navigation on. */
export async function watchLayoutShift(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shifts: { value: number; sources: string[] }[] = [];
    Object.assign(window, { layoutShifts: shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        shifts.push({
          value: entry.value,
          sources: entry.sources.map(({ node }) =>
            node instanceof Element ? node.outerHTML.slice(0, 120) : String(node?.nodeName),
          ),
        });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** The shifts of a page since it was loaded, with what moved. */
export async function layoutShiftsOf(page: Page): Promise<{ total: number; sources: string[] }> {
  // Two frames: the last answer's rendering has been measured by then.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  const shifts = await page.evaluate(
    () => (window as unknown as { layoutShifts: { value: number; sources: string[] }[] }).layoutShifts,
  );
  return {
    total: shifts.reduce((sum, { value }) => sum + value, 0),
    sources: shifts.flatMap(({ sources }) => sources),
  };
}

/** What Chromium reports; TypeScript's DOM library does not know it yet. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  sources: { node: Node | null }[];
}
