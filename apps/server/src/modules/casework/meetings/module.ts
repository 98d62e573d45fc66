import { refusal } from '@matoi/kernel';
import type { Module } from '../../../platform/composition/index.ts';
import { makeDocumentRenderer } from '../../../platform/documents/index.ts';
import { meetingSubscriptions } from './meeting.jobs.ts';
import { meetingBindings } from './meeting.routes.ts';

/** Declares meetings to the platform. */
export const meetingsModule: Module = {
  name: 'meetings',
  bindings: (parts) => meetingBindings({ ...parts, renderer: makeDocumentRenderer() }),
  subjects: [
    {
      // What comes out of a meeting lies on its record; nothing is attached to the meeting itself.
      kind: 'meeting',
      showPermission: 'meetings.show',
      annotate: async () => refusal('record.find.not-found'),
    },
  ],
  subscriptions: meetingSubscriptions,
};
