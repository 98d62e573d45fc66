/** Documents that leave the program: a model in plain data, drawn as PDF and Word in a thread. */
export {
  type DocumentBlock,
  type DocumentColumn,
  type DocumentFact,
  type DocumentFormat,
  type DocumentModel,
  type DocumentSection,
  type DocumentTask,
  type DocumentTlp,
  documentTlps,
} from './document.model.ts';
export { type DocumentRenderer, makeDocumentRenderer, type RenderedDocument } from './document.renderer.ts';
export { cleanDocument, documentLimits, isWithinLimits } from './document.rules.ts';
export { type FigureShape, type FigureTone, figureTones } from './figure.model.ts';
