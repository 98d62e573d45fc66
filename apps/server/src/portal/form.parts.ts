import { portalUploads } from '@matoi/contract';
import type { UploadProblem } from '../platform/http/index.ts';
import { type Html, html } from './html.ts';
import type { Say } from './page.frame.ts';

const megabytes = (bytes: number) => Math.floor(bytes / 1_048_576);

/** The limits of files as sentences name them. */
export const uploadFigures = {
  files: portalUploads.files,
  each: megabytes(portalUploads.fileBytes),
  total: megabytes(portalUploads.totalBytes),
} as const;

/** The sentence for what was wrong with the files. */
export function uploadSentence(say: Say, problem: Exclude<UploadProblem, 'not-admitted'>): string {
  switch (problem) {
    case 'too-many-files':
      return say('portal.problem.too-many-files', uploadFigures);
    case 'file-too-large':
      return say('portal.problem.file-too-large', uploadFigures);
    case 'files-too-large':
      return say('portal.problem.files-too-large', uploadFigures);
  }
}

export const requiredMark = (say: Say) => html`<span class="mark must">${say('portal.field.required')}</span>`;
export const optionalMark = (say: Say) => html`<span class="mark">${say('portal.field.optional')}</span>`;

/** What is wrong with a field, beside it. */
export function fieldError(id: string, text: string | undefined): Html | null {
  return text === undefined ? null : html`<p class="error" id="${id}-error">${text}</p>`;
}

/** The ids that describe a field: its hint, and what is wrong with it. */
export function describedBy(id: string, error: string | undefined, hint = true): string {
  return [hint ? `${id}-hint` : '', error === undefined ? '' : `${id}-error`].filter(Boolean).join(' ');
}

/** The choice of files. */
export function filesField(say: Say, error: string | undefined): Html {
  return html`<div class="field"><label class="label" for="files">${say('portal.form.files')} ${optionalMark(say)}</label><div class="file"><input type="file" id="files" name="files" multiple aria-label="${say('portal.form.files-act')}" aria-describedby="${describedBy('files', error)}" aria-invalid="${error === undefined ? 'false' : 'true'}" data-most="${portalUploads.totalBytes}" data-count="${portalUploads.files}" data-say="files-chosen"></div><p class="note" id="files-hint">${say('portal.form.files-hint', uploadFigures)}</p><p id="files-chosen" class="note" aria-live="polite"></p>${fieldError('files', error)}</div>`;
}
