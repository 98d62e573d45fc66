/** Attachments: files on any record. Others put files there in their own transaction and read what is there. */
export { attachFile, type NewFile } from './file.commands.ts';
export { contentType } from './file.map.ts';
export type { AttachedFile } from './file.model.ts';
export { filesOn } from './file.queries.ts';
