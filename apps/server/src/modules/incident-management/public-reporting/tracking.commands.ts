import { type Locale, trackingPermits } from '@matoi/contract';
import { refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { createGuestLink, findGuestLink, noteUse, revokeLinks, setLinkExpiry } from '../../../platform/guests/index.ts';
import type { Upload } from '../../../platform/http/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, partsBelow } from '../../../platform/subjects/index.ts';
import { recordFromPage } from '../../casework/correspondence/index.ts';
import { viewLink } from './tracking.queries.ts';
import { linkEnd } from './tracking.rules.ts';
import { writeWorkEnd } from './tracking.store.ts';

export type Reply = {
  readonly linkId: string;
  readonly subjectId: SubjectId;
  /** Where the report is: the one compartment that this act writes into. */
  readonly compartmentId: number;
  readonly text: string;
  readonly fromName: string | null;
  readonly locale: Locale;
  readonly uploads: readonly Upload[];
  /** Told when the files belong to the report; not for an answer that was taken before. */
  readonly onTaken: () => void;
};

/** What a reporter writes and adds on the page of their link. Answers nothing of the record. */
export const replyAsReporter = defineCommand({
  id: 'tracking.reply',
  writesInto: (input: Reply) => [input.compartmentId],
  load: (work: Work, input: Reply) => findSubject(work, input.subjectId, { kind: 'report' }),
  // The link is the permission for this one record; another one is as if it did not exist.
  permit: (actor, subject) => (actor.guestSubject === subject.id ? null : refusal('guest-links.find.not-found')),
  decide: (subject) => subject,
  async record(work, { loaded: subject, input }) {
    const { messageId } = await recordFromPage(work, subject.id, {
      title: subject.title,
      text: input.text,
      locale: input.locale,
      fromName: input.fromName,
      attachments: input.uploads,
    });
    await noteUse(work, input.linkId);
    input.onTaken();
    return { subjectId: subject.id, audit: { messageId, files: input.uploads.length }, facts: [], result: null };
  },
  show: async () => null,
});

/** Makes a new link for the reporter of a report, and ends the earlier ones. Its secret is answered once. */
export const renewLink = defineCommand({
  id: 'tracking-links.renew',
  load: (work: Work, input: { readonly subjectId: string; readonly key: Buffer }) =>
    findSubject(work, input.subjectId, { kind: 'report', forUpdate: true }),
  permit: permitAll,
  decide: (subject) => subject,
  async record(work, { loaded: subject, input }) {
    await revokeLinks(work, { subjectId: subject.id });
    const { locale } = await readSettings(work.db);
    const link = await createGuestLink(work, {
      key: input.key,
      subjectId: subject.id,
      permits: trackingPermits,
      locale,
    });
    return { subjectId: subject.id, audit: { linkId: link.id }, facts: [], result: link };
  },
  show: async (work, { id, token }) => ({ token, link: viewLink(await findGuestLink(work, id), work) }),
});

/** Ends a link. */
export const revokeLink = defineCommand({
  id: 'tracking-links.revoke',
  load: (work: Work, input: { readonly id: string }) => findGuestLink(work, input.id),
  permit: permitAll,
  decide: (link) => link,
  async record(work, { loaded: link }) {
    await revokeLinks(work, { id: link.id });
    return { subjectId: link.subjectId, audit: { linkId: link.id }, facts: [], result: link.id };
  },
  show: async (work, id) => viewLink(await findGuestLink(work, id), work),
});

/** Lets the links of a report, and of what was merged into it, end after its closing, and live again when it is open again. */
export const followEnd = defineCommand({
  id: 'tracking-links.follow-end',
  load: async (work: Work, input: { readonly subjectId: SubjectId; readonly isEnded: boolean }) => {
    const subject = await findSubject(work, input.subjectId);
    return { subject, below: await partsBelow(work, subject.id, 'report') };
  },
  permit: permitAll,
  decide: (loaded) => loaded,
  async record(work, { loaded: { subject, below }, input }) {
    const end = input.isEnded ? linkEnd(work.now) : null;
    const concerned = subject.kind === 'report' ? [subject.id, ...below] : below;
    for (const id of concerned) await setLinkExpiry(work, id, end);
    // A report that is closed says so itself; one that goes on is not over, whatever was said of the one that it lay in.
    await writeWorkEnd(work, input.isEnded ? below : concerned, input.isEnded);
    return { subjectId: subject.id, audit: { isEnded: input.isEnded }, facts: [], result: null };
  },
  show: async () => null,
});
