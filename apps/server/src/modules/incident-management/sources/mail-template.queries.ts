import type { SeverityHint } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import severityWords from './data/severity-words.json' with { type: 'json' };
import { isFixedMail, type MailAct, readFixedMail } from './mail-template.rules.ts';
import { listMailTemplates } from './mail-template.store.ts';

/** What a template found in a mail. `externalId` belongs to `source`: a later mail with it is about the same report. */
export type AppliedMailTemplate = {
  readonly templateId: string;
  readonly templateName: string;
  readonly source: string;
  readonly externalId: string | null;
  readonly title: string;
  readonly severityHint: SeverityHint | null;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date | null;
  readonly hosts: readonly string[];
  readonly rule: string | null;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** What the sender says to have done; ascribed to `actsBy`. */
  readonly acts: readonly MailAct[];
  readonly actsBy: string;
};

/**
 * Reads a mail by the first active template (by name) that is for it; null when none is. Anybody can write a sender's
 * address: what a template finds is a claim of the mail like its text, and never more trusted than that.
 */
export async function applyMailTemplates(
  reading: Pick<Reading, 'db'>,
  mail: {
    readonly from: string | null;
    readonly subject: string;
    readonly text: string;
    readonly receivedAt: Date;
  },
): Promise<AppliedMailTemplate | null> {
  const template = (await listMailTemplates(reading)).find((one) => one.isActive && isFixedMail(one.definition, mail));
  if (template === undefined) return null;
  const { marks: _, ...found } = readFixedMail(template.definition, mail, severityWords.words);
  return {
    ...found,
    templateId: template.id,
    templateName: template.name,
    source: template.definition.source,
    title: found.title ?? mail.subject,
    actsBy: template.definition.actsBy,
  };
}
