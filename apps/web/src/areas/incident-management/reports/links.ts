/** The inbox. */
export const inboxLink = '/incident-management/reports';

/** One report, opened in the reading pane of the inbox. */
export function reportLink(number: string): string {
  return `${inboxLink}/${encodeURIComponent(number)}`;
}
