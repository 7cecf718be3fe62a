import { insertCustomer } from '../customers/customerRows.js';
import type { Database } from '../database/Database.js';
import type { Log } from '../http/router.js';
import type { RenderDocument } from '../providers/sandbox/documents.js';
import { createSandbox, type Sandbox } from '../providers/sandbox/index.js';
import { catchUpProjects } from './catchUpProjects.js';
import { readSandboxData } from './readSandboxData.js';
import type { Settings } from './readSettings.js';
import { repeat } from './repeat.js';

/** How far the sandbox's time may lag behind real time. */
const CATCH_UP_EVERY_MS = 60_000;

/**
 * The sandbox with what a file has for it, brought up to now and kept there.
 *
 * @throws CannotStart when there is something wrong with the file.
 */
export async function openSandbox(
  { sandboxData }: Pick<Settings, 'sandboxData'>,
  project: string,
  { database, fieldsUrl, log }: { database: Database; fieldsUrl: string | undefined; log: Log },
): Promise<{ sandbox: Sandbox; stop: () => Promise<void> }> {
  const sandbox = createSandbox({ renderDocument, fieldsUrl });
  if (sandboxData) {
    const data = await readSandboxData(sandboxData);
    await sandbox.seed({ database, now: new Date() }, project, data, (fields, unit) =>
      insertCustomer(sandbox, unit, project, fields, 'server'),
    );
  }
  const catchUp = () => catchUpProjects(database, sandbox, new Date(), log);
  await catchUp();
  return { sandbox, stop: repeat(catchUp, CATCH_UP_EVERY_MS, log) };
}

/** Fonts and the drawing library are loaded with the first document: a start should not wait for them. */
const renderDocument: RenderDocument = async (document) => {
  const pdf = await import('../providers/sandbox/pdf/renderDocument.js');
  return pdf.renderDocument(document);
};
