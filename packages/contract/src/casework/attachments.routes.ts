import type { RefusalStatuses } from '../errors.ts';
import { defineRoute } from '../route.ts';
import { emptyBodySchema, idParams, shortListSchema } from '../shapes.ts';
import {
  addAttachmentQuery,
  attachedFileSchema,
  attachmentListQuery,
  describeAttachmentSchema,
  withdrawAttachmentSchema,
} from './attachments.schemas.ts';
import { attachmentBytes } from './attachments.values.ts';

export const attachmentsRefusals = {
  'attachments.add.empty': 422,
  'attachments.add.there-already': 409,
  'attachments.change.withdrawn': 409,
  'attachments.picture.none': 422,
} as const satisfies RefusalStatuses;

const closed = 'incidents.annotate.closed';

export const attachmentsRoutes = [
  defineRoute({
    id: 'attachments.list',
    method: 'GET',
    path: '/api/v1/attachments',
    summary: 'Lists the files that were put on a record, the newest first, withdrawn ones included.',
    query: attachmentListQuery,
    response: shortListSchema(attachedFileSchema),
  }),
  defineRoute({
    id: 'attachments.add',
    method: 'POST',
    path: '/api/v1/attachments',
    summary: 'Puts a file on a record. The body is the file as it is; it is encrypted while it arrives.',
    query: addAttachmentQuery,
    body: emptyBodySchema,
    fileBody: attachmentBytes,
    isFileStreamed: true,
    idempotent: false,
    status: 201,
    response: attachedFileSchema,
    refusals: ['attachments.add.empty', 'attachments.add.there-already', closed],
  }),
  defineRoute({
    id: 'attachments.describe',
    method: 'PATCH',
    path: '/api/v1/attachments/{id}',
    summary: 'Says what a file is.',
    params: idParams,
    body: describeAttachmentSchema,
    response: attachedFileSchema,
    versioned: true,
    refusals: ['attachments.change.withdrawn', closed],
  }),
  defineRoute({
    id: 'attachments.withdraw',
    method: 'POST',
    path: '/api/v1/attachments/{id}/withdraw',
    summary: 'Withdraws a file that should not be there. It stays in the record, with the reason.',
    params: idParams,
    body: withdrawAttachmentSchema,
    response: attachedFileSchema,
    versioned: true,
    refusals: ['attachments.change.withdrawn', closed],
  }),
  defineRoute({
    id: 'attachments.download',
    method: 'GET',
    path: '/api/v1/attachments/{id}/content',
    kind: 'file',
    summary: 'Downloads a file. It is never rendered.',
    params: idParams,
  }),
  defineRoute({
    id: 'attachments.picture',
    method: 'GET',
    path: '/api/v1/attachments/{id}/picture',
    kind: 'image',
    summary: 'Shows a file that is a raster picture by its content; SVG and HTML never are.',
    params: idParams,
    refusals: ['attachments.picture.none'],
  }),
] as const;
