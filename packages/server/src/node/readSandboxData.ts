import { readFile } from 'node:fs/promises';
import { CannotStart } from '../CannotStart.js';
import {
  InvalidSandboxData,
  parseSandboxData,
  type SandboxData,
} from '../providers/sandbox/data/SandboxData.js';

/**
 * Reads the file that a sandbox is filled from (`BILLFOLD_SANDBOX_DATA`).
 *
 * @throws CannotStart, saying which file, and which places of it must change.
 */
export async function readSandboxData(file: string): Promise<SandboxData> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new CannotStart(`BILLFOLD_SANDBOX_DATA: the file ${file} can not be read (${cause.code}).`, {
      cause,
    });
  });
  try {
    const data = JSON.parse(text) as SandboxData;
    parseSandboxData(data);
    return data;
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw new CannotStart(`${file} is not JSON: ${cause.message}.`, { cause });
    if (cause instanceof InvalidSandboxData) throw new CannotStart(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
}
