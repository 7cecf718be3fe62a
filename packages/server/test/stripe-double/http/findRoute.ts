import type { Handler, Handlers } from '../Handler.js';

/** A request's place among the handlers. */
export interface Route {
  handler: Handler;
  path: Record<string, string>;
}

/** Finds who answers a request; null: nobody here does. */
export function makeRouter(handlers: Handlers): (method: string, path: string) => Route | null {
  const routes = Object.entries(handlers)
    .map(([key, handler]) => {
      const [method = '', path = ''] = key.split(' ');
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`);
      return { method, names, pattern, handler };
    })
    // `/invoices/create_preview` is not the invoice `create_preview`.
    .sort((a, b) => a.names.length - b.names.length);
  return (method, path) => {
    for (const route of routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (!match) continue;
      const variables = route.names.map((name, index) => [name, decodeURIComponent(match[index + 1]!)]);
      return { handler: route.handler, path: Object.fromEntries(variables) as Record<string, string> };
    }
    return null;
  };
}
