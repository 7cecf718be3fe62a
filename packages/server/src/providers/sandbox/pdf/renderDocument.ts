import type { RenderDocument } from '../documents.js';
import { createRenderDocument } from './createRenderDocument.js';

/**
 * Draws an invoice or a receipt as a tagged PDF with its fonts embedded.
 *
 * The same document gives the same bytes, in any process and time zone. Rejects with a `RangeError` where the
 * document holds a time that is none. It says that no money was moved, so it is for the sandbox only.
 */
export const renderDocument: RenderDocument = createRenderDocument();
