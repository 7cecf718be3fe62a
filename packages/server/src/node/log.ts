import { pino, destination, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './readSettings.js';

/**
 * The server's log: JSON lines on standard error, because standard output is for the one line that says where the
 * server listens. Whatever is logged is cleaned first: see `withoutSecrets`.
 *
 * @param stream where the lines go; only tests pass their own.
 */
export function createLog(
  level: LogLevel = 'info',
  stream: DestinationStream = destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      // Neither process number nor host: whoever collects the lines knows them.
      base: undefined,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecrets(fields) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args: unknown[], method) {
          // An error on its own would lend its message to the line.
          const [first, ...rest] = args[0] instanceof Error ? [{ err: args[0] }, 'error'] : args;
          const cleaned = rest.map((it) => (typeof it === 'string' ? withoutPrivateText(it) : it));
          const head = typeof first === 'string' ? withoutPrivateText(first) : first;
          method.apply(this, [head, ...cleaned] as Parameters<typeof method>);
        },
      },
      // Errors are read by `withoutSecrets` already; pino's own reading would bring back what they hold.
      serializers: { err: (it: unknown) => it, error: (it: unknown) => it },
    },
    stream,
  );
}

/** Names of fields whose values nobody needs in a log: credentials, and what says who a person is. */
const PRIVATE_FIELD =
  /token|secret|password|authorization|cookie|credential|^code$|^key$|hash$|^body$|^params$|^detail$|^where$|e-?mail|^name$|displayName|address|^line[12]$|^city$|postal|phone|tax_?id|^ip$|^actor$/i;

/** The few fields that are called so and are harmless. Error codes are the API's own, in lower case. */
const isHarmless = (field: string, value: unknown) =>
  field === 'code' && typeof value === 'string' && /^([a-z_]+|[A-Z_]+|[0-9A-Z]{5})$/.test(value);

/** Credentials by their form, wherever they stand; and e-mail addresses. */
const PRIVATE_TEXT = [
  /\b(sk_test|sk_live|lc|pt|hs)_[0-9A-Za-z]+/g,
  /\b(Bearer|Basic) +[\w.~+/=-]+/gi,
  /(?<=:\/\/)[^\s/@]+@/g,
  /[^\s@<>"'(),;:=]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]+/g,
];

const HIDDEN = '[hidden]';
const MAX_DEPTH = 6;

/**
 * A copy of what is to be logged, without credentials and personal data: by the name of the field, and by form in every
 * text. Of errors it keeps their kind, code, cleaned message, and where they were thrown. A second line of defence:
 * what must stay private should not be handed to the log in the first place.
 */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutPrivateText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return readError(value, depth);
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      PRIVATE_FIELD.test(field) && inner !== null && !isHarmless(field, inner)
        ? HIDDEN
        : withoutSecrets(inner, depth + 1),
    ]),
  );
}

function withoutPrivateText(text: string): string {
  return PRIVATE_TEXT.reduce((rest, form) => rest.replace(form, HIDDEN), text);
}

/** Drivers put values into messages, and everything into the other fields of an error. */
function readError(error: Error, depth: number): object {
  const { code, constraint, syscall, table } = error as unknown as Record<string, unknown>;
  return {
    type: error.name,
    // `Failed query: … params: …`, `invalid input syntax for type integer: "…"`
    message: withoutPrivateText(
      error.message.replace(/\s*\bparams: [\s\S]*$/, '').replace(/: "[\s\S]*"$/, ': …'),
    ),
    ...(typeof code === 'string' && { code }),
    ...(typeof syscall === 'string' && { syscall }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: withoutSecrets(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && { errors: withoutSecrets(error.errors, depth + 1) }),
  };
}
