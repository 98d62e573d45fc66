import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { tlpOf } from '../../../platform/subjects/index.ts';
import { queueMessage } from '../correspondence/index.ts';
import { recordAct } from '../journal/index.ts';
import { nameOf, titleOf } from './kind.map.ts';
import type { Attendee, Documents, Minutes, MinutesFile, Whole } from './meeting.model.ts';
import { addressOf, findWhole, showMeeting, someoneOf } from './meeting.queries.ts';
import { type Confirmer, decideConfirm } from './meeting.rules.ts';
import { updateMeeting } from './meeting.store.ts';
import { writersOf } from './meeting.views.ts';
import { type Draft, draftOf } from './minutes.queries.ts';
import { insertDelivery, insertMinutes } from './minutes.store.ts';
import { recorded } from './session.commands.ts';

type On = { readonly params: { readonly id: string } };

/** A file that was made and stored before the transaction and is recorded nowhere yet. */
export type MadeFile = Omit<MinutesFile, 'fileId' | 'size' | 'sha256'> & {
  readonly mediaType: string;
  readonly object: StoredObject;
};

/** What was made before the transaction: the frozen documents of both languages and their files. */
export type MadeMinutes = {
  readonly at: Date;
  readonly documents: Documents;
  readonly sha256: Buffer;
  readonly files: readonly MadeFile[];
};

type Confirm = On & { readonly contentHash: string; readonly made: MadeMinutes | null };
type WithDraft = Whole & { readonly draft: Draft | null; readonly by: Confirmer };

/**
 * Confirms minutes exactly as they were shown. The files were made outside of the transaction; here it is asked again
 * whether the meeting still says what they say.
 */
export const confirmMeeting = defineCommand({
  id: 'meetings.confirm',
  async load(work: Work, { params }: Confirm): Promise<WithDraft> {
    const whole = await findWhole(work, params.id, { forUpdate: true });
    return { ...whole, draft: await draftOf(work, whole), by: await someoneOf(work) };
  },
  versioned: {
    of: ({ meeting }: WithDraft) => meeting.version,
    show: (work: Work, { meeting }: WithDraft) => showMeeting(work, meeting.id),
  },
  permit: permitAll,
  decide(loaded, { contentHash, made }): { readonly made: MadeMinutes; readonly draft: Draft } | Refusal {
    const { meeting, attendees, draft, by } = loaded;
    const now = draft?.contentHash ?? '';
    const refused = decideConfirm({ meeting, attendees, writers: writersOf(loaded) }, by, { asked: contentHash, now });
    if (refused !== null) return refused;
    return made === null || draft === null ? refusal('meetings.confirm.changed') : { made, draft };
  },
  async record(work, { loaded, change: { made, draft } }) {
    const { meeting, subject } = loaded;
    const files: MinutesFile[] = [];
    for (const { object, language, format, name, mediaType } of made.files) {
      const fileId = await recordFile(work, { object, subjectId: subject.id, name, mediaType });
      files.push({ fileId, language, format, name, size: object.size, sha256: object.sha256.toString('hex') });
    }
    const { edition, reason } = draft;
    const { at, documents, sha256 } = made;
    await insertMinutes(work, meeting, { edition, reason, documents, sha256, files, at });
    await updateMeeting(work, meeting.id, { state: 'confirmed' });
    const id: SubjectId = subject.id;
    await indexText(work, { subjectId: id, part: `minutes ${meeting.id}`, texts: [meeting.number, meeting.summary] });
    const title = titleOf(meeting);
    await recordAct(work, id, { code: 'minutes.confirmed', params: { ...title, edition: String(edition) } });
    const what = recorded(loaded, { edition, reason, sha256: sha256.toString('hex'), files });
    return { ...what, facts: [...what.facts, { kind: 'meeting.confirmed' as const, meetingId: meeting.id }] };
  },
  show: (work, id) => showMeeting(work, id),
});

type Send = On & {
  readonly body: BodyOf<RouteWith<'meetings.send'>>;
  readonly hasRelay: boolean;
  /** The calendar file of an invitation, stored and recorded nowhere yet. */
  readonly calendar: Pick<MadeFile, 'name' | 'mediaType' | 'object'> | null;
};
type SendLoaded = Whole & { readonly addresses: ReadonlyMap<string, string> };
type Sending = {
  readonly to: readonly { readonly attendee: Attendee; readonly address: string }[];
  readonly minutes: Minutes | null;
};

/** Sends the invitation or confirmed minutes by mail to some of those who are invited, when somebody presses the button. */
export const sendMeeting = defineCommand({
  id: 'meetings.send',
  async load(work: Work, { params, body }: Send): Promise<SendLoaded> {
    const whole = await findWhole(work, params.id, { forUpdate: true });
    const addresses = new Map<string, string>();
    for (const one of whole.attendees) {
      const address = body.attendeeIds.includes(one.id) ? await addressOf(work, one) : null;
      if (address !== null) addresses.set(one.id, address);
    }
    return { ...whole, addresses };
  },
  permit: permitAll,
  decide({ meeting, attendees, editions, addresses }, { body }): Sending | Refusal {
    if (body.attendeeIds.some((id) => !attendees.some((one) => one.id === id)))
      return refusal('meetings.plan.person-unknown');
    const [minutes = null] = editions;
    if (body.what === 'minutes' && minutes === null) return refusal('meetings.send.not-confirmed');
    if (body.what === 'invitation' && meeting.state !== 'planned' && meeting.state !== 'in-session')
      return refusal('meetings.send.over');
    const to = attendees.flatMap((attendee) => {
      const address = addresses.get(attendee.id);
      return address === undefined ? [] : [{ attendee, address }];
    });
    return to.length === 0 ? refusal('correspondence.send.no-address') : { to, minutes };
  },
  async record(work, { loaded, change: { to, minutes }, input: { body, hasRelay, calendar } }) {
    const { meeting, subject } = loaded;
    const { what, language, formats } = body;
    const attachments: string[] = [];
    if (what === 'invitation' && calendar !== null)
      attachments.push(await recordFile(work, { ...calendar, subjectId: subject.id }));
    if (what === 'minutes')
      for (const file of minutes?.files ?? [])
        if (file.language === language && formats.includes(file.format)) attachments.push(file.fileId);
    const { messageId } = await queueMessage(work, subject.id, {
      purpose: 'notice',
      to: to.map(({ attendee, address }) => ({ name: attendee.name, address })),
      title: `${meeting.number} ${nameOf(meeting, language)}`,
      text: body.text,
      locale: language,
      attachments,
      tlp: await tlpOf(work, subject),
      signature: true,
      hasRelay,
    });
    const names = to.map(({ attendee }) => attendee.name);
    const edition = what === 'minutes' ? (minutes?.edition ?? null) : null;
    await insertDelivery(work, meeting, { what, edition, messageId, to: names });
    await recordAct(work, subject.id, {
      code: what === 'minutes' ? 'minutes.sent' : 'meeting.invited',
      lane: 'communication',
      params: { ...titleOf(meeting), name: names.join('、') },
    });
    return recorded(loaded, { what, edition, messageId, recipients: names.length });
  },
  show: (work, id) => showMeeting(work, id),
});
