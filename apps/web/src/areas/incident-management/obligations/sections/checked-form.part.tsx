import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/field.tsx';
import type { CheckedForm } from '../recipient-form.queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { downloadWorkbook } from '../workbook.file.ts';

/** What the comparison of a form with its mapping has found, and a filled sample to look at. */
export function CheckedPart({ checked, lines }: { readonly checked: CheckedForm; readonly lines: number }) {
  const { say, locale } = useSay();
  const { nameOf } = useDutyWords();
  const { problems, sheets, unmapped, sample } = checked;
  const listed = (names: readonly string[]) => names.join(locale === 'ja' ? '、' : ', ');
  const refused = problems.filter(({ isRefused }) => isRefused).length;
  return (
    <Notice tone={refused > 0 ? 'red' : problems.length > 0 ? 'amber' : 'green'}>
      <p>
        {refused > 0
          ? say('obligation-forms.check.wrong', { count: refused })
          : say('obligation-forms.check.right', { count: lines })}
      </p>
      {problems.length > 0 && (
        <ul className="m-duty-plain">
          {problems.map(({ sheet, cell, key, problem }) => (
            <li key={`${sheet} ${cell} ${key} ${problem}`} className="m-typed">
              {say(`obligation-forms.mapping.${problem}`, { place: `${sheet}!${cell}`, key })}
            </li>
          ))}
        </ul>
      )}
      <p className="m-typed">{say('obligation-forms.check.sheets', { names: listed(sheets) })}</p>
      {unmapped.length > 0 && (
        <details>
          <summary>{say('obligation-forms.check.unmapped', { count: unmapped.length })}</summary>
          {listed(unmapped.map(nameOf))}
        </details>
      )}
      <p>
        <Button size="small" onClick={() => downloadWorkbook('sample.xlsx', sample)}>
          {say('obligation-forms.check.sample')}
        </Button>
      </p>
    </Notice>
  );
}
