/** What can have happened to the files of a record. */
export type AttachmentFact = {
  readonly kind: 'attachment.added' | 'attachment.described' | 'attachment.withdrawn';
  readonly attachmentId: string;
};
