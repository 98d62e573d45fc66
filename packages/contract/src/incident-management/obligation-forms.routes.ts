import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { idParams } from '../shapes.ts';
import {
  checkedFormSchema,
  checkFormSchema,
  endFormSchema,
  formFileQuery,
  keptFormsSchema,
  writeFormSchema,
} from './obligation-forms.schemas.ts';

export const obligationFormsRefusals = {
  'obligation-forms.write.target-unknown': 422,
  'obligation-forms.write.wrong-mapping': 422,
  'obligation-forms.write.superseded': 409,
  'obligation-forms.write.as-it-is': 409,
  'obligation-forms.write.too-many': 422,
  'obligation-forms.end.superseded': 409,
} as const satisfies RefusalStatuses;

const unreadable = ['filings.fill.unreadable', 'filings.fill.too-large', 'filings.fill.macros'] as const;

export const obligationFormsRoutes = [
  defineRoute({
    id: 'obligation-forms.show',
    method: 'GET',
    path: '/api/v1/obligation-forms',
    summary:
      "Lists the recipients' own forms that are kept, with the cells into which fields go, and whose can be kept.",
    response: keptFormsSchema,
  }),
  defineRoute({
    id: 'obligation-forms.check',
    method: 'POST',
    path: '/api/v1/obligation-forms/check',
    summary:
      'Compares a form with its mapping: which cells and fields it does not have, and a filled sample. Nothing is kept.',
    body: checkFormSchema,
    response: checkedFormSchema,
    idempotent: false,
    refusals: ['obligation-forms.write.target-unknown', ...unreadable],
  }),
  defineRoute({
    id: 'obligation-forms.write',
    method: 'POST',
    path: '/api/v1/obligation-forms',
    summary: "Keeps a recipient's own form with its mapping, or the next version of it. Older versions stay.",
    body: writeFormSchema,
    response: keptFormsSchema,
    refusals: [
      'obligation-forms.write.target-unknown',
      'obligation-forms.write.wrong-mapping',
      'obligation-forms.write.superseded',
      'obligation-forms.write.as-it-is',
      'obligation-forms.write.too-many',
      ...unreadable,
    ],
  }),
  defineRoute({
    id: 'obligation-forms.end',
    method: 'POST',
    path: '/api/v1/obligation-forms/{id}/end',
    summary: 'Offers a form no longer. It stays readable, and a later version can be kept.',
    params: idParams,
    body: endFormSchema,
    response: keptFormsSchema,
    refusals: ['obligation-forms.end.superseded'],
  }),
  defineRoute({
    id: 'obligation-forms.file',
    method: 'GET',
    path: '/api/v1/obligation-forms/{id}/file',
    kind: 'file',
    summary: 'Downloads a version of a form as it was given, or a sample filled with the names of its fields.',
    params: idParams,
    query: formFileQuery,
    refusals: [...unreadable],
  }),
] as const;
