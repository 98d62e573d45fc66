/** What a form of the portal may bring along: files, bytes of one, bytes of all together. */
export const portalUploads = { files: 10, fileBytes: 25 * 1024 * 1024, totalBytes: 50 * 1024 * 1024 } as const;
/** Characters that a reporter may type into the text of a report or an answer. */
export const portalTextLimit = 20_000;
/** Pictures that a choice of the report form can have. */
export const tileIcons = ['mail', 'mail-forward', 'device', 'lost', 'bug', 'person', 'shield', 'dots'] as const;
/** Where a report stands, in the plain words of its reporter. */
export const trackingStates = ['received', 'checking', 'asked', 'handling', 'finished'] as const;
/** What the secret of a tracking link permits; each is the id of a page. */
export const trackingPermits = ['tracking.show', 'tracking.reply', 'tracking.file'] as const;
/** How long a tracking link works after its report was closed. Days. */
export const trackingDaysAfterClosing = 180;

export type TileIcon = (typeof tileIcons)[number];
export type TrackingState = (typeof trackingStates)[number];
