import { useSay } from '../../../../shared/language.ts';

const japanese = /([\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー々〆〇・、。「」（）：]+)/u;

/**
 * Words of the team within a sentence: on an English page, what is Japanese says so, and is read and broken as Japanese.
 */
export function MixedText({ text }: { readonly text: string }) {
  const { locale } = useSay();
  if (locale === 'ja' || !japanese.test(text)) return text;
  return text.split(japanese).map((run, at) =>
    at % 2 === 0 ? (
      run
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs of one text have no identity but their place
      <span key={at} lang="ja">
        {run}
      </span>
    ),
  );
}
