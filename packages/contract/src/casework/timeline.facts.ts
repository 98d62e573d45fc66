/** What can have happened with machine events in the timeline of a record. The record is the subject. */
export type TimelineFact =
  | { readonly kind: 'timeline-import.uploaded'; readonly importId: string }
  | { readonly kind: 'timeline-import.started'; readonly importId: string }
  | { readonly kind: 'timeline-import.finished'; readonly importId: string; readonly isCancelled: boolean }
  | { readonly kind: 'timeline-import.undone'; readonly importId: string }
  | { readonly kind: 'timeline-event.marked'; readonly eventId: string };
