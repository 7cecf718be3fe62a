// Rules about single lines of code that no linter among our dependencies has. `// checked: <why>` at the end of a
// line is the only way past one of them.
import { pathToFileURL } from 'node:url';
import { sourceFiles } from './sourceFiles.js';

export interface Rule {
  name: string;
  why: string;
  /** Paths (from the repository's root) that the rule is about. */
  files: RegExp;
  except?: RegExp;
  breaks: (line: string) => boolean;
}

const tests = /\.(test|test-d|stories)\.tsx?$|\/test\//;

export const rules: Rule[] = [
  {
    name: 'secrets-in-constant-time',
    why: 'Comparing a secret with === tells its length of agreement by time: compare with timingSafeEqual, or look the hash up by its index.',
    files: /^packages\/(server|sdk)\/src\//,
    except: tests,
    breaks: comparesSecrets,
  },
  {
    name: 'no-predictable-chance',
    why: 'Math.random can be predicted, and a seeded sandbox can not be repeated with it: use crypto.getRandomValues, or the seed.',
    files: /^packages\/server\/src\//,
    except: tests,
    breaks: (line) => /\bMath\.random\b/.test(line),
  },
  {
    name: 'the-clock-is-handed-in',
    why: 'A time that is read in the middle of a feature can not be moved by a test: take `now` from the input.',
    files: /^packages\/server\/src\/(sessions|plans|subscriptions|invoices|merchant|providers|events)\//,
    except: tests,
    breaks: (line) => /\bDate\.now\(|\bnew Date\(\)/.test(line),
  },
  {
    name: 'nothing-kept-in-the-browser',
    why: 'A credential or a customer’s data that is stored outlives the session: the kit keeps everything in memory.',
    files: /^packages\/(hooks|react|hosted)\/src\//,
    except: tests,
    breaks: (line) => /\b(localStorage|sessionStorage|indexedDB)\b|\bdocument\.cookie\b/.test(line),
  },
  {
    name: 'components-do-not-fetch',
    why: 'Components get their data from the hooks; only the button that needs no root speaks to the app by itself.',
    files: /^packages\/react\/src\//,
    except: /\.(test|test-d|stories)\.tsx?$|\/test\/|\/ManageBillingButton\//,
    breaks: (line) => /\bfetch\(/.test(line),
  },
  {
    name: 'nobody-knows-who-bills',
    why: 'What is shown and called is the same whoever bills: only the payment fields of a provider know its name.',
    files: /^packages\/(contract|hooks|react|hosted)\/src\//,
    except:
      /\.(test|test-d|stories)\.tsx?$|\/test\/|^packages\/react\/src\/(payment-fields\/)?stripe\/|^packages\/hosted\/src\/paymentFields\.tsx$/,
    breaks: (line) => /stripe/i.test(line.replace(/^\s*(\/\/|\/?\*).*$/, '')),
  },
];

/** A comparison with a literal, null or undefined, or of a type's name, tells nobody anything. */
function comparesSecrets(line: string): boolean {
  for (const [, type, left = '', right = ''] of line.matchAll(
    /(typeof\s+)?([\w.]+)\s*[!=]==?\s*([\w.'"`]+)/g,
  )) {
    const isHarmless =
      type || [left, right].some((side) => /^(null|undefined|true|false|\d.*|['"`].*)$/.test(side));
    if (!isHarmless && [left, right].some((side) => /secret|token|signature|hmac/i.test(side))) return true;
  }
  return false;
}

export interface Violation {
  file: string;
  line: number;
  rule: Rule;
  text: string;
}

/** The lines of one file that break a rule. */
export function violationsIn(file: string, source: string): Violation[] {
  const about = rules.filter((rule) => rule.files.test(file) && !rule.except?.test(file));
  return source.split('\n').flatMap((text, index) => {
    const isComment = /^\s*(\/\/|\/?\*)/.test(text);
    if (isComment || /\/\/ checked: \S/.test(text)) return [];
    return about
      .filter((rule) => rule.breaks(text))
      .map((rule) => ({ file, line: index + 1, rule, text: text.trim() }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = sourceFiles(/^packages\/.*\.(ts|tsx|mjs)$/);
  const found = files.flatMap(({ path, text }) => violationsIn(path, text));
  for (const { file, line, rule, text } of found)
    console.log(`${file}:${line} ${rule.name}: ${text}\n  ${rule.why}`);
  process.exitCode = found.length === 0 ? 0 : 1;

  for (const { path, text } of files.filter((file) => !tests.test(file.path))) {
    const lines = text.split('\n').length;
    if (lines > 400) console.log(`${path} has ${lines} lines: is it one thing? (A hint; it fails nothing.)`);
  }
}
