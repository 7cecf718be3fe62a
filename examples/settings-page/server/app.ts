import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Billfold } from '@billfold/sdk';
import { billingRoute } from '@billfold/sdk/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { signIn, signOut, signedInUser } from './signIn.js';
import { users } from './users.js';

interface AppOptions {
  billfold: Billfold;
  /** Where the browser reaches the portal. */
  portalUrl: string;
  /** Where test payment methods are entered; null: nowhere. */
  fieldsUrl: string | null;
  /** Whether Stripe is behind the portal, so that its fields stand in the page. */
  withStripe?: boolean;
  /** The built front end. */
  frontEnd: string;
}

/** The app's back end: its sign-in, its billing route, and the files of its front end. */
export function createApp({
  billfold,
  portalUrl,
  fieldsUrl,
  withStripe = false,
  frontEnd,
}: AppOptions): Hono {
  const app = new Hono();
  const stripe = withStripe ? stripeSources : noSources;

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // The components talk to the portal. That, the form to it and what payment methods are entered in are all that a
        // policy must allow for Billfold.
        scriptSrc: ["'self'", ...stripe.scripts],
        connectSrc: ["'self'", portalUrl, ...stripe.connections],
        formAction: ["'self'", portalUrl],
        frameSrc: withStripe ? stripe.frames : [fieldsUrl ?? "'none'"],
        imgSrc: ["'self'", 'data:', ...stripe.images],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      // Banks open windows that must find their way back.
      crossOriginOpenerPolicy: withStripe ? 'same-origin-allow-popups' : 'same-origin',
      // This server speaks plain http on your own machine.
      strictTransportSecurity: false,
    }),
  );

  app.get('/api/me', (c) => c.json({ user: signedInUser(c), portalUrl, demoUsers: users }));
  app.post('/api/sign-in', csrf(), async (c) => {
    const { user: id } = await c.req.json<{ user?: unknown }>().catch(() => ({ user: undefined }));
    const user = signIn(c, id);
    return user ? c.json({ user }) : c.json({ error: 'There is no such user.' }, 401);
  });
  app.post('/api/sign-out', csrf(), (c) => {
    signOut(c);
    return c.body(null, 204);
  });

  // All that Billfold needs of a back end: who is signed in, and which customer that is.
  app.post(
    '/api/billing/:action',
    billingRoute({
      billfold,
      authenticate: (c: Context) => {
        const user = signedInUser(c);
        if (!user) return null;
        const actor = { id: user.id, name: user.name, email: user.email };
        // This app speaks English; so should the portal that it leads to.
        return { customerReference: user.account, actor, locale: 'en' };
      },
      defaultReturnUrl: '/settings/billing',
    }),
  );
  app.all('/api/*', (c) => c.json({ error: 'There is nothing here.' }, 404));

  app.use(
    serveStatic({
      root: frontEnd,
      // Vite puts a hash of the content into the names of the files in /assets.
      onFound: (path, c) =>
        c.header(
          'Cache-Control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  // Every other path is a page of the front end.
  app.get('*', async (c) => {
    c.header('Cache-Control', 'no-cache');
    return c.html(await readFile(join(frontEnd, 'index.html'), 'utf8'));
  });
  return app;
}

/** What Stripe's fields need of a page, as Stripe's guide to security lists it. */
const stripeSources = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
  images: ['https://*.stripe.com'],
};
const noSources: typeof stripeSources = { scripts: [], frames: [], connections: [], images: [] };
