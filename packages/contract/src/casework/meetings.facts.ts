/** What can have happened to the meetings on a record. */
export type MeetingFact =
  | { readonly kind: 'meeting.changed'; readonly meetingId: string }
  | { readonly kind: 'meeting.invited'; readonly meetingId: string; readonly accountIds: readonly string[] }
  | { readonly kind: 'meeting.confirmed'; readonly meetingId: string };
