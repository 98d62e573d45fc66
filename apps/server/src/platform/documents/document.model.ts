import type { DocumentModel } from '@matoi/contract';

export type DocumentFormat = 'pdf' | 'docx';

/** What is to be made. `at` is the moment that it names, in UTC: the same document then gives the same bytes. */
export type DocumentTask = { readonly document: DocumentModel; readonly format: DocumentFormat; readonly at: Date };
