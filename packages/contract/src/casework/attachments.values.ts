/** How a file came onto a record. */
export const attachmentOrigins = ['upload', 'paste', 'guest', 'generated'] as const;
/** Pictures that hold no script and are shown; everything else is only handed out to be kept. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
/** Most bytes of one file. */
export const attachmentBytes = 100 * 1024 * 1024;
/** Most bytes of a picture that is shown. */
export const pictureBytes = 10 * 1024 * 1024;

export type AttachmentOrigin = (typeof attachmentOrigins)[number];
export type PictureType = (typeof pictureTypes)[number];
