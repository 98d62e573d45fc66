import { Fragment } from 'react';
import { useSay } from '../../../../shared/language.ts';
import type { Duty } from '../queries.ts';

type Spoken = Duty['verdict']['reason'];

/** A sentence of the rules; what matters in it stands out, and dates are not broken. */
export function SpokenText({ sentence }: { readonly sentence: Spoken }) {
  const { locale } = useSay();
  let at = 0;
  return sentence[locale].map(({ text, isStrong }) => {
    const key = at;
    at += text.length + 1;
    return isStrong ? (
      <strong key={key} className="m-duty-strong">
        {text}
      </strong>
    ) : (
      <Fragment key={key}>{text}</Fragment>
    );
  });
}
