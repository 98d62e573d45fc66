/** Documents that leave the program: a model in plain data (of the contract), drawn as PDF and Word in a thread. */
export type { DocumentFormat, DocumentTask } from './document.model.ts';
export { type DocumentRenderer, makeDocumentRenderer, type RenderedDocument } from './document.renderer.ts';
export { cleanDocument, documentLimits, isWithinLimits } from './document.rules.ts';
