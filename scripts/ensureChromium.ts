import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { CACHE } from './paths.js';
import { aptInstall, brief, canUseApt, mustRun, npmInstallInto } from './processes.js';
import { say, withProgress } from './progress.mjs';

const FOLDER = `${CACHE}/chromium`;
const ANSWER = `${FOLDER}/answer.json`;

/**
 * What tests start: a small script that starts the Chromium which was found. Test runners ask for the path before
 * anything can be installed, so the path is always the same, and `ensureChromium` sees to what is behind it.
 */
export const CHROMIUM_LAUNCHER = `${FOLDER}/launch`;

/** Tests talk to this machine only: everything that would call home is off. */
export const CHROMIUM_ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// The newest release that runs on Node 20; it brings the libraries that a bare machine lacks.
const PACKAGE = '@sparticuz/chromium@147.0.0';

interface Candidate {
  executable: string;
  /** Folders for LD_LIBRARY_PATH. */
  libraries?: string[];
  /** A folder with a fonts.conf, where the system has none. */
  fonts?: string;
}

interface Answer {
  asked: string | null;
  candidate: Candidate;
}

/** Each place where a Chromium may be, in order: what is there already comes before what must be fetched. */
const places: { title: string; find: () => Promise<Candidate[]> }[] = [
  { title: 'BILLFOLD_CHROMIUM', find: async () => existing(asked()) },
  { title: 'an installed browser', find: async () => existing(...INSTALLED) },
  { title: "Playwright's own", find: async () => existing(chromium.executablePath()) },
  { title: 'npm', find: fromNpm },
  { title: 'Debian', find: fromDebian },
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Makes sure that `CHROMIUM_LAUNCHER` starts a Chromium that works, and says which one. A browser counts only after
 * it was really started once; the answer is remembered in `.cache/chromium`.
 * @throws when there is none and none can be installed; the message says what to install.
 */
export async function ensureChromium(): Promise<string> {
  const known = await remembered();
  if (known) return known.executable;

  await mkdir(FOLDER, { recursive: true });
  const refused: string[] = [];
  for (const place of places) {
    try {
      for (const candidate of await place.find()) {
        const complaint = await tryOut(candidate);
        if (complaint === null) {
          await writeFile(ANSWER, JSON.stringify({ asked: asked(), candidate } satisfies Answer));
          say(`Chromium for the tests: ${candidate.executable}`);
          return candidate.executable;
        }
        refused.push(`${candidate.executable}: ${complaint}`);
      }
    } catch (error) {
      refused.push(`${place.title}: ${brief(error)}`);
    }
    if (asked() !== null) break;
  }
  await rm(CHROMIUM_LAUNCHER, { force: true });
  const what = asked()
    ? 'BILLFOLD_CHROMIUM does not name a Chromium that starts.'
    : 'No Chromium found, and none could be installed. Install Chromium or Google Chrome, or set BILLFOLD_CHROMIUM to the path of one.';
  throw new Error([what, ...refused.map((line) => `  ${line}`)].join('\n'));
}

/** The path a developer has set, or null. */
function asked(): string | null {
  return process.env['BILLFOLD_CHROMIUM'] || null;
}

async function remembered(): Promise<Candidate | null> {
  if (!existsSync(ANSWER) || !existsSync(CHROMIUM_LAUNCHER)) return null;
  const answer = JSON.parse(await readFile(ANSWER, 'utf8')) as Answer;
  return answer.asked === asked() && existsSync(answer.candidate.executable) ? answer.candidate : null;
}

function existing(...paths: (string | null)[]): Candidate[] {
  return paths
    .filter((path) => path !== null && existsSync(path))
    .map((path) => ({ executable: path as string }));
}

async function fromNpm(): Promise<Candidate[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const unpacked = `${FOLDER}/unpacked`;
  if (!existsSync(unpacked)) {
    await withProgress('Fetching a Chromium from npm (66 MB)', async () => {
      await npmInstallInto(FOLDER, [PACKAGE]);
      await unpack(`${FOLDER}/node_modules/@sparticuz/chromium`, unpacked);
    });
  }
  const executable = `${unpacked}/chromium`;
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { fonts: `${unpacked}/fonts` };
  return [
    { executable, ...fonts },
    { executable, ...fonts, libraries: [`${unpacked}/al2023/lib`] },
  ];
}

/** The package unpacks into the system's folder for temporary files, so its unpacking runs with another one. */
async function unpack(packageFolder: string, target: string): Promise<void> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const inflate = pathToFileURL(`${packageFolder}/build/esm/lambdafs.js`).href;
  const script = `
    const { inflate } = await import(${JSON.stringify(inflate)});
    const packs = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(packs.map((pack) => inflate(${JSON.stringify(`${packageFolder}/bin/`)} + pack)));`;
  await mustRun(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR: partial },
  });
  const fontsConf = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${target}/fonts</dir><cachedir>${target}/fonts-cache</cachedir></fontconfig>`;
  await writeFile(`${partial}/fonts/fonts.conf`, fontsConf);
  await rename(partial, target);
}

async function fromDebian(): Promise<Candidate[]> {
  if (!(await canUseApt())) return [];
  await withProgress('Installing Chromium from Debian (apt-get, 208 MB)', () => aptInstall(['chromium']));
  return existing('/usr/bin/chromium');
}

/** Starts the browser for real, because a file that exists may still lack a library. Null when it works. */
async function tryOut(candidate: Candidate): Promise<string | null> {
  const trial = `${CHROMIUM_LAUNCHER}.${process.pid}`;
  await writeFile(trial, launcherScript(candidate));
  await chmod(trial, 0o755);
  try {
    const browser = await chromium.launch({ executablePath: trial, args: CHROMIUM_ARGS, timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent('<title>works</title>');
    const title = await page.title();
    await browser.close();
    if (title !== 'works') return 'it started, but showed no page';
    await rename(trial, CHROMIUM_LAUNCHER);
    return null;
  } catch (error) {
    return brief(error);
  } finally {
    await rm(trial, { force: true });
  }
}

function launcherScript({ executable, libraries = [], fonts }: Candidate): string {
  const lines = ['#!/bin/sh'];
  if (libraries.length > 0) {
    lines.push(`export LD_LIBRARY_PATH="${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`);
  }
  if (fonts) lines.push(`export FONTCONFIG_PATH="${fonts}"`);
  lines.push(`exec "${executable}" "$@"`, '');
  return lines.join('\n');
}

// `tsx scripts/ensureChromium.ts` prints the path.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await ensureChromium();
    process.stdout.write(`${CHROMIUM_LAUNCHER}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
