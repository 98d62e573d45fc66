import { charterLineKeys, charterTextKeys } from '@matoi/contract';
import type { Change, InBoth, Problem, Said } from './charter.model.ts';

/** Without these nobody learns from the document whom the team serves, for what, and how to reach it. */
export const requiredTexts = [
  'name',
  'mission',
  'constituency',
  'authority',
  'incidentTypes',
  'disclosure',
] as const satisfies readonly (keyof Said['texts'])[];

/** Fingerprints of OpenPGP: 160 bits of version 4, 256 of versions 5 and 6. */
const fingerprint = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The digits of a fingerprint without what people put between them. */
export function fingerprintDigits(text: string): string {
  return text.replaceAll(/[\s:]/gu, '').toLowerCase();
}

/** What is missing before a draft can be approved. Either language is a whole document, so both say every part. */
export function problemsOf(said: Said, known: { readonly serviceCodes: ReadonlySet<string> }): readonly Problem[] {
  const texts = charterTextKeys.flatMap((key): readonly Problem[] => {
    const problem = problemOfText(said.texts[key], (requiredTexts as readonly string[]).includes(key));
    return problem === null ? [] : [{ key, code: problem }];
  });
  const { mail, telephone, keyFingerprint } = said.lines;
  const services = said.services.flatMap(({ code, text }): readonly Problem[] => {
    if (!known.serviceCodes.has(code)) return [{ key: code, code: 'unknown-service' }];
    const problem = problemOfText(text, false);
    return problem === null ? [] : [{ key: code, code: problem }];
  });
  return [
    ...texts,
    ...(mail === '' && telephone === '' ? [{ key: 'mail', code: 'missing' as const }] : []),
    ...(keyFingerprint !== '' && !fingerprint.test(fingerprintDigits(keyFingerprint))
      ? [{ key: 'keyFingerprint', code: 'wrong-fingerprint' as const }]
      : []),
    ...(said.services.length === 0 ? [{ key: 'services', code: 'no-service' as const }] : []),
    ...services,
  ];
}

function problemOfText({ ja, en }: InBoth, isRequired: boolean): 'missing' | 'one-language' | null {
  if (ja === '' && en === '') return isRequired ? 'missing' : null;
  return ja === '' || en === '' ? 'one-language' : null;
}

/** What differs between two charters, part by part, in the order of the document. Nothing where there was none before. */
export function changesOf(before: Said | null, after: Said): readonly Change[] {
  if (before === null) return [];
  return [
    ...charterTextKeys.flatMap((key) => changeOf('text', key, { before: before.texts[key], after: after.texts[key] })),
    ...charterLineKeys.flatMap((key) =>
      changeOf('line', key, { before: inBoth(before.lines[key]), after: inBoth(after.lines[key]) }),
    ),
    ...[...new Set([...before.services, ...after.services].map(({ code }) => code))].flatMap((key) =>
      changeOf('service', key, {
        before: before.services.find(({ code }) => code === key)?.text ?? null,
        after: after.services.find(({ code }) => code === key)?.text ?? null,
      }),
    ),
    ...(before.namesMatrix === after.namesMatrix
      ? []
      : [
          {
            part: 'matrix' as const,
            key: 'matrix',
            before: before.namesMatrix ? inBoth('') : null,
            after: after.namesMatrix ? inBoth('') : null,
          },
        ]),
  ];
}

const inBoth = (text: string): InBoth => ({ ja: text, en: text });

function changeOf(
  part: Change['part'],
  key: string,
  { before, after }: Pick<Change, 'before' | 'after'>,
): readonly Change[] {
  if (before?.ja === after?.ja && before?.en === after?.en) return [];
  return [{ part, key, before, after }];
}
