import { sentence } from '@matoi/catalogues';
import { type Locale, type QueryOf, type ResponseOf, type RouteWith, writtenPurposes } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { filesOf } from '../../../platform/files/index.ts';
import { oneLine } from '../../../platform/mail/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, subjectLink } from '../../../platform/subjects/index.ts';
import { listCorrespondents } from './correspondent.store.ts';
import type { Correspondent } from './message.model.ts';
import { listMessages } from './message.store.ts';
import { viewSilence } from './silence.views.ts';
import { fillTemplate } from './template.rules.ts';
import { listTemplates } from './template.store.ts';
import { silencesOf, withParts } from './whole.queries.ts';

/** What writing a mail from a record needs, with the prepared texts filled in for this record and receiver. */
export async function prepareMessage(
  reading: Reading,
  ref: string,
  { query, hasRelay }: { readonly query: QueryOf<RouteWith<'correspondence.prepare'>>; readonly hasRelay: boolean },
): Promise<ResponseOf<RouteWith<'correspondence.prepare'>>> {
  const subject = await findSubject(reading, ref);
  const subjectIds = await withParts(reading, subject);
  const settings = await readSettings(reading.db);
  const [latest] = (await listMessages(reading, { subjectIds, cursor: null, limit: 1 })).rows;
  const locale = query.locale ?? latest?.locale ?? settings.locale;
  const correspondents = await listCorrespondents(reading, subjectIds);
  const reporter = correspondents.find(({ role }) => role === 'reporter') ?? null;
  const asked = query.to?.toLowerCase();
  const receiver =
    asked === undefined ? reporter : (correspondents.find(({ address }) => address.toLowerCase() === asked) ?? null);
  const values = {
    number: subject.number ?? '',
    title: oneLine(subject.title, 150),
    teamName: settings.teamName,
    teamAddress: settings.mailFrom,
    reporterName: greetingOf(reporter, locale),
    recipientName: greetingOf(receiver, locale),
    authorName: oneLine(reading.actor.name, 100),
  };
  const files = await filesOf(reading, subjectIds);
  return {
    subject: subjectLink(subject),
    locale,
    hasRelay,
    correspondents: correspondents.map(({ role, name, address }) => ({ role, name, address })),
    files: files.map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
    silences: (await silencesOf(reading, subject)).map(viewSilence),
    templates: (await listTemplates(reading)).flatMap((template) => {
      const purpose = writtenPurposes.find((one) => one === template.purpose);
      if (purpose === undefined || template.isRetired) return [];
      return [
        {
          key: template.key,
          purpose,
          name: template.name,
          title: fillTemplate(template.title[locale], values),
          text: fillTemplate(template.text[locale], values),
        },
      ];
    }),
    can: { endSilence: reading.actor.permissions.has('correspondence.end-silence') },
  };
}

/** How a mail greets somebody (山田 様). A name written by a stranger is one short line and nothing more. */
export function greetingOf(person: Pick<Correspondent, 'name'> | null, locale: Locale): string {
  const name = person === null || person.name === null ? '' : oneLine(person.name, 100);
  return name === ''
    ? sentence(locale, 'correspondence.greeting.unknown')
    : sentence(locale, 'correspondence.greeting.named', { name });
}
