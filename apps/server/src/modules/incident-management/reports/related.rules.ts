import { indexTokens } from '@matoi/kernel';
import type { ReportSummary } from './report.model.ts';

export type LikenessReason =
  | 'same-reporter'
  | 'same-title'
  | 'like-title'
  | 'like-text'
  | 'close-in-time'
  | 'same-class';

export type Likeness = { readonly score: number; readonly reasons: readonly LikenessReason[] };

type Compared = Pick<ReportSummary, 'title' | 'preview' | 'reporter' | 'receivedAt' | 'classCode'>;

const hourMs = 3_600_000;
/** From here on a pair is proposed as the same matter. */
export const duplicateFrom = 0.5;
/** From here on a title is shown as similar. */
export const similarFrom = 0.3;

/** Share of the tokens that two texts have in common (Sørensen–Dice), 0 to 1. Empty texts are like nothing. */
export function likenessOfTexts(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const token of a) if (b.has(token)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** Words of a title without the marks that mails add when they are answered or passed on. */
export function titleTokens(title: string): ReadonlySet<string> {
  return new Set(indexTokens(title.replace(/^(?:\s*(?:re|fwd?|返信|転送)\s*[:：])+/iu, '')));
}

/**
 * How likely two reports tell of the same matter. People report the same thing by mail and by phone within minutes, and
 * several people forward the same mail within days: so the texts weigh most, then who and when.
 */
export function likenessOf(a: Compared, b: Compared): Likeness {
  return likenessTo(a)(b);
}

/** The same for one report and many others: its own texts are taken apart once. */
export function likenessTo(a: Compared): (b: Compared) => Likeness {
  const title = titleTokens(a.title);
  const preview = new Set(indexTokens(a.preview));
  return (b) => {
    const titles = likenessOfTexts(title, titleTokens(b.title));
    return weigh(a, b, { titles, texts: likenessOfTexts(preview, new Set(indexTokens(b.preview))) });
  };
}

function weigh(
  a: Compared,
  b: Compared,
  { titles, texts }: { readonly titles: number; readonly texts: number },
): Likeness {
  const reasons: LikenessReason[] = [];
  let score = 0;
  if (titles >= 0.95) reasons.push('same-title');
  else if (titles >= similarFrom) reasons.push('like-title');
  score += titles * 0.45;
  if (texts >= 0.5) reasons.push('like-text');
  score += texts * 0.25;
  const isSameReporter = samePerson(a.reporter, b.reporter);
  if (isSameReporter) {
    reasons.push('same-reporter');
    score += 0.2;
  }
  const apart = Math.abs(a.receivedAt.getTime() - b.receivedAt.getTime());
  if (apart <= hourMs) {
    reasons.push('close-in-time');
    score += isSameReporter ? 0.2 : 0.1;
  } else if (apart <= 24 * hourMs) score += 0.05;
  if (a.classCode !== null && a.classCode === b.classCode) {
    reasons.push('same-class');
    score += 0.05;
  }
  return { score: Math.min(1, Math.round(score * 100) / 100), reasons };
}

function samePerson(a: ReportSummary['reporter'], b: ReportSummary['reporter']): boolean {
  if (a.address !== null && b.address !== null) return a.address.toLowerCase() === b.address.toLowerCase();
  // A call has a name only: 「佐藤」 and 「佐藤 健」 are taken for the same until somebody says otherwise.
  if (a.name === null || b.name === null) return false;
  const [one, two] = [flat(a.name), flat(b.name)];
  return one.length >= 2 && two.length >= 2 && (one.includes(two) || two.includes(one));
}

function flat(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s・,.]/g, '');
}
