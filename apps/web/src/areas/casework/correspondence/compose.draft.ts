import { type MessageTlp, messageTlps, type WrittenPurpose, writtenPurposes } from '@matoi/contract/values';

/** A mail while it is written: everything that a reload must not lose. */
export type ComposeDraft = {
  readonly purpose: WrittenPurpose;
  readonly to: string;
  readonly cc: string;
  readonly title: string;
  readonly text: string;
  readonly locale: 'ja' | 'en';
  readonly tlp: MessageTlp | null;
  /** The message that is answered. */
  readonly answers: string | null;
  readonly isQuoting: boolean;
  readonly isSigned: boolean;
  readonly attachments: readonly string[];
  readonly overrideReason: string;
  /** The prepared text that was put in last, to be replaced by another as long as it is untouched. */
  readonly inserted: string | null;
};

/** Reads a draft back; anything that is none of ours is no draft. */
export function readDraft(text: string): ComposeDraft | null {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const read = value as Partial<Record<keyof ComposeDraft, unknown>>;
    const words = (name: keyof ComposeDraft) => (typeof read[name] === 'string' ? (read[name] as string) : '');
    const purpose = writtenPurposes.find((one) => one === read.purpose);
    if (purpose === undefined) return null;
    return {
      purpose,
      to: words('to'),
      cc: words('cc'),
      title: words('title'),
      text: words('text'),
      locale: read.locale === 'en' ? 'en' : 'ja',
      tlp: messageTlps.find((one) => one === read.tlp) ?? null,
      answers: typeof read.answers === 'string' ? read.answers : null,
      isQuoting: read.isQuoting === true,
      isSigned: read.isSigned !== false,
      attachments: Array.isArray(read.attachments)
        ? read.attachments.filter((one): one is string => typeof one === 'string')
        : [],
      overrideReason: words('overrideReason'),
      inserted: typeof read.inserted === 'string' ? read.inserted : null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export function writeDraft(draft: ComposeDraft): string {
  return JSON.stringify(draft);
}
