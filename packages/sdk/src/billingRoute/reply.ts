import type { Refusal } from './Refusal.js';

/** The answers carry a credential: nobody on the way keeps it, and no later page is told where it came from. */
export const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };

export interface Reply {
  portal(url: string): Response;
  refusal(refusal: Refusal): Response;
}

export const jsonReply: Reply = {
  portal: (url) => Response.json({ success: true, data: { url } }, { headers: PRIVATE }),
  refusal: ({ status, code, message, headers }) =>
    Response.json(
      { success: false, error: { code, message } },
      { status, headers: { ...PRIVATE, ...headers } },
    ),
};

/** For a browser that shows the answer itself. It works without scripts, so its errors are a page that does as well. */
export const formReply: Reply = {
  portal: (url) => new Response(null, { status: 303, headers: { ...PRIVATE, Location: url } }),
  refusal: ({ status, message, headers }) =>
    new Response(errorPage(message), {
      status,
      headers: {
        ...PRIVATE,
        ...headers,
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      },
    }),
};

const errorPage = (message: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Billing could not be opened</title>
<h1>Billing could not be opened</h1>
<p>${message.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)}.</p>
<p>Go back in your browser to where you came from, and try again.</p>
</html>
`;
