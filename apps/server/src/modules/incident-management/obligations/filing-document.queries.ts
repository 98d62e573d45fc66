import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentModel, FilingFormat } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, tlpOf } from '../../../platform/subjects/index.ts';
import { spokenMoment } from './anchor.rules.ts';
import { composeFiling } from './composed.queries.ts';
import { textOf } from './filing.rules.ts';
import { findFiling } from './filing.store.ts';
import { filingDocument, filingFileName } from './filing-document.rules.ts';
import { groundOf } from './gather.queries.ts';

/** A filing ready to become a file. */
export async function filingPaper(
  reading: Reading,
  id: string,
  format: FilingFormat,
): Promise<{ readonly name: string; readonly document: DocumentModel; readonly text: string; readonly at: Date }> {
  const filing = await findFiling(reading, id);
  const subject = await findSubject(reading, filing.subjectId);
  const { zone, teamName } = await readSettings(reading.db);
  const { language, filed } = filing;
  const composed = composeFiling(filing, await groundOf(reading, subject));
  const shown =
    filed === null
      ? composed
      : {
          title: filed.text.title,
          recipientName: filed.text.recipient,
          sections: filed.text.sections.map((section) => ({
            ...section,
            items: section.items.map((item) => ({
              ...item,
              composed: item.value,
              isEdited: false,
              isOutdated: false,
            })),
          })),
        };
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(language, key, params);
  const number = subject.number ?? subject.id;
  const document = filingDocument(
    {
      language,
      title: shown.title,
      recipientName: shown.recipientName,
      sections: shown.sections,
      issuer: teamName,
      number,
      tlp: await tlpOf(reading, subject),
      filed:
        filed === null
          ? null
          : {
              at: spokenMoment(filed.at, zone, 'minute'),
              channel: filed.channel,
              receipt: filed.receipt,
              sha256: filed.sha256,
            },
    },
    {
      recipient: say('filings.way.recipient'),
      number: say('filings.document.number'),
      receipt: say('filings.filed.receipt'),
      filedAt: say('filings.filed.at'),
      channel: say('filings.filed.channel'),
      draft: say('filings.document.draft-mark'),
      checksum: (sum) => say('filings.document.checksum', { sum }),
    },
  );
  return {
    name: filingFileName({ number, regimeId: filing.regimeId, stage: filing.stage, isDraft: filed === null }, format),
    document,
    // The same content is the same file, whenever it is asked for.
    at: filed?.recordedAt ?? filing.changedAt,
    text: `${filed === null ? `${say('filings.document.draft-mark')}\n\n` : ''}${textOf(shown, language)}\n`,
  };
}
