import { hostedPageHeaders } from '../../http/headers.js';
import { isThisMachine } from '../../node/readSettings.js';
import { ask, type Answer } from './ask.js';
import { about, type Finding } from './Finding.js';

const publicUrlIs = about('public URL');
const versions = about('versions');
const policy = about('CSP');

/** How many connections are made to find servers of other versions behind one address. */
const CONNECTIONS = 4;

/** Whether browsers reach the server by its public URL, and get what it sends. */
export async function checkPublicUrl(publicUrl: string, version: string): Promise<Finding[]> {
  let ready: Answer;
  try {
    ready = await ask(`${publicUrl}/readyz`);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    const isCertificate = /CERT|TLS|SSL|ALTNAME/.test(code ?? '');
    return [
      publicUrlIs.failed(
        `nobody answers at ${publicUrl} (${code ?? name})`,
        isCertificate
          ? 'Give the proxy in front a certificate that browsers believe, with its whole chain.'
          : 'Start the server; is it listening where BILLFOLD_PUBLIC_URL leads, and does the proxy in front pass requests on?',
      ),
    ];
  }
  return [
    checkReady(publicUrl, ready),
    ...(await checkVersions(publicUrl, version)),
    await checkPage(publicUrl),
  ];
}

function checkReady(publicUrl: string, { status, body }: Answer): Finding {
  if (status === 200 && body === '{"status":"ready"}') {
    const url = new URL(publicUrl);
    return isThisMachine(url)
      ? publicUrlIs.warning(
          `${publicUrl} answers, on this machine only`,
          'Set BILLFOLD_PUBLIC_URL before customers get links.',
        )
      : publicUrlIs.ok(`${publicUrl} answers`);
  }
  const isOurs = /"status":|"database_unavailable"/.test(body);
  return isOurs
    ? publicUrlIs.failed(
        `${publicUrl} answers ${status}: not ready`,
        "See the server's log; it starts, stops, or has lost its database.",
      )
    : publicUrlIs.failed(
        `${publicUrl}/readyz answers ${status}, and not with ours`,
        'Something else is there: point BILLFOLD_PUBLIC_URL, or the proxy in front, to the server, without a redirect or a login.',
      );
}

async function checkVersions(publicUrl: string, mine: string): Promise<Finding[]> {
  const found = new Set<string>();
  for (let connection = 0; connection < CONNECTIONS; connection++) {
    const version = await ask(`${publicUrl}/openapi.json`).then(versionIn, () => null);
    if (version !== null) found.add(version);
  }
  if (found.size === 0) return [];
  const list = [...found].toSorted().join(', ');
  if (found.size > 1) {
    return [
      versions.warning(
        `servers of several: ${list}`,
        'Fine while they are replaced one by one; otherwise replace the rest.',
      ),
    ];
  }
  return found.has(mine)
    ? [versions.ok(list)]
    : [
        versions.warning(
          `the server is ${list}, this command ${mine}`,
          'Run the doctor of the version that serves.',
        ),
      ];
}

function versionIn({ body }: Answer): string | null {
  try {
    const { info } = JSON.parse(body) as { info?: { version?: unknown } };
    return typeof info?.version === 'string' ? info.version : null;
  } catch {
    return null;
  }
}

/** Whether the page behind a link arrives under the policy that it was sent with: proxies strip them, and add their own. */
async function checkPage(publicUrl: string): Promise<Finding> {
  const { status, headers } = await ask(`${publicUrl}/session/bps_doctor`);
  if (status === 404) {
    return policy.warning(
      'the hosted page is not there',
      'Install the package whole: links to portals lead nowhere without it.',
    );
  }
  const got = headers['content-security-policy'];
  const passOn = 'Let the proxy in front pass on the headers of the server as they are.';
  if (typeof got !== 'string') return policy.failed('a proxy takes the policy away', passOn);
  const changed = differences(got);
  if (changed.length > 0) return policy.failed(`a proxy has changed ${changed.join(', ')}`, passOn);
  if (headers['x-content-type-options'] !== 'nosniff' || headers['cache-control'] !== 'no-store')
    return policy.failed('a proxy has changed other headers that protect the page', passOn);
  return policy.ok('the hosted page arrives under its own policy');
}

/** Directives that are not as this version sends them. What the provider's fields add is its own affair. */
function differences(got: string): string[] {
  // Two headers arrive as one, with a comma between them.
  if (got.includes(',')) return ['the policy into several'];
  const ours = readPolicy(hostedPageHeaders({})['Content-Security-Policy']!);
  const theirs = readPolicy(got);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].filter((name) => name !== 'frame-src');
  return names.filter((name) => {
    const [mine, found] = [ours.get(name), theirs.get(name)];
    return !mine || !found || mine.some((source) => !found.includes(source)) || found.some(isLoose);
  });
}

const isLoose = (source: string) => /^'unsafe-|^\*$|^http:$/.test(source);

function readPolicy(text: string): Map<string, string[]> {
  const directives = text.split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.filter(([name]) => name !== '').map(([name, ...sources]) => [name!, sources]));
}
