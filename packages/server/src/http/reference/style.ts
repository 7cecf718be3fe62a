/** The look of the reference. It stands in the page, which names it by its hash. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #15181d; --muted: #535a64; --surface: #fff; --sunken: #f3f7fc; --border: #dce0e5; --accent: #1f5699;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f3f7; --muted: #a6aeb9; --surface: #14181d; --sunken: #0e1115; --border: #333a43; --accent: #8fbcf5; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--surface); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere;
}
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre, var { font: 0.875em/1.5 ui-monospace, monospace; }
var { color: var(--accent); font-style: normal; font-size: 1em; }
nav, main { padding: 1rem; }
nav { background: var(--sunken); border-bottom: 1px solid var(--border); font-size: 0.9375rem; }
nav p { margin: 0; }
nav ul { list-style: none; margin: 0; padding: 0 0 0.5rem 1rem; }
nav a { display: inline-block; padding: 0.25rem 0; }
nav details details { padding-left: 1rem; }
summary { cursor: pointer; padding: 0.25rem 0; color: var(--text); }
main > header, main > section { max-width: 52rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2rem; margin: 0.5rem 0; }
h2 { font-size: 1.5rem; margin: 3rem 0 1rem; }
h3 { font-size: 1.25rem; margin: 2.5rem 0 1rem; }
h4 { font-size: 1.0625rem; margin: 0; }
h5 { font-size: 0.9375rem; margin: 1rem 0 0.25rem; }
article { border-top: 1px solid var(--border); padding: 1.25rem 0; }
article:target { box-shadow: -0.75rem 0 var(--surface), -1rem 0 var(--accent); }
article h3 { margin-top: 0; }
main p { margin: 0.25rem 0; }
.facts, .optional, .about { color: var(--muted); font-size: 0.875rem; }
.path { background: var(--sunken); border: 1px solid var(--border); border-radius: 6px; padding: 0.375rem 0.625rem; }
.method { font: 600 0.8125rem/1.5 ui-monospace, monospace; }
.fields, .fields ul { list-style: none; margin: 0.25rem 0; padding: 0; }
.fields > li { padding: 0.25rem 0; }
.fields .fields { border-left: 2px solid var(--border); padding-left: 0.875rem; }
.name { font-weight: 600; }
.type { font-size: 0.875rem; }
.values { columns: 15rem; }
pre {
  background: var(--sunken); border: 1px solid var(--border); border-radius: 6px; padding: 0.75rem;
  white-space: pre-wrap; margin: 0.5rem 0;
}
main details { margin-top: 0.75rem; }
main summary { font-size: 0.9375rem; }
.errors dt { margin-top: 0.5rem; }
.errors dd { margin: 0; color: var(--muted); font-size: 0.9375rem; }
.skip { position: absolute; left: -100vw; background: var(--surface); padding: 0.5rem 1rem; }
.skip:focus { left: 0; z-index: 1; }
main:focus { outline: none; }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--border); }
  main { padding: 1.5rem 3rem; }
}
@media (forced-colors: active) { article:target { outline: 2px solid; } }
@media print { nav { display: none; } body { display: block; } }
`;
