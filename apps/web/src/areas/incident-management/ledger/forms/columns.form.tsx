import { type LedgerField, ledgerFields } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import type { Submit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconAlertTriangle } from '../../../../ui/icons.ts';
import { columnsOf, withField } from '../columns.rules.ts';
import type { LedgerImport, LedgerOptions } from '../queries.ts';
import { WordsFields } from './words.fields.tsx';

type Props = {
  readonly found: LedgerImport;
  readonly submit: Submit;
  readonly onCheck: (options: LedgerOptions) => void;
};

/** What the sheet, the row of headings, the columns and unknown words of a file mean. */
export function ColumnsForm({ found, submit, onCheck }: Props) {
  const { say } = useSay();
  const [options, setOptions] = useState<LedgerOptions>(found.proposal);
  const problemOf = useFieldProblem(submit.problem);
  const sheet = found.sheets.find(({ name }) => name === options.sheet) ?? found.sheets[0];
  if (sheet === undefined) return null;
  const change = (changes: Partial<LedgerOptions>) => setOptions({ ...options, ...changes });
  const columns = columnsOf(sheet, options.headerRow, options.columns);

  return (
    <Card title={say('ledger.columns.title')}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          onCheck(options);
        }}
      >
        {found.isRemembered && <Notice tone="quiet">{say('ledger.columns.remembered')}</Notice>}
        <div className="m-ledger-grid">
          <SelectField
            label={say('ledger.sheet.label')}
            value={options.sheet}
            onChange={(event) => {
              const next = found.sheets.find(({ name }) => name === event.target.value);
              if (next !== undefined)
                change({ sheet: next.name, headerRow: next.headerRow, columns: [...next.columns] });
            }}
          >
            {found.sheets.map(({ name, rowCount, isHidden }) => (
              <option key={name} value={name}>
                {say(isHidden ? 'ledger.sheet.hidden' : 'ledger.sheet.option', { name, count: rowCount })}
              </option>
            ))}
          </SelectField>
          <TextField
            label={say('ledger.header.label')}
            hint={say('ledger.header.hint')}
            type="number"
            min={1}
            max={sheet.rows.length}
            value={options.headerRow}
            onChange={(event) => change({ headerRow: Math.max(1, Number(event.target.value) || 1) })}
          />
          <TextField
            label={say('ledger.year.label')}
            hint={say('ledger.year.hint')}
            type="number"
            min={1970}
            max={2100}
            problem={problemOf('body.year')}
            value={options.year ?? ''}
            onChange={(event) => change({ year: event.target.value === '' ? null : Number(event.target.value) })}
          />
          <TextField
            label={say('ledger.prefix.label')}
            hint={say('ledger.prefix.hint')}
            maxLength={20}
            value={options.numberPrefix}
            onChange={(event) => change({ numberPrefix: event.target.value })}
          />
        </div>
        <p className="m-second">{say('ledger.columns.text')}</p>
        <table className="m-table m-ledger-columns">
          <thead>
            <tr>
              <th>{say('ledger.columns.heading')}</th>
              <th>{say('ledger.columns.meaning')}</th>
              <th>{say('ledger.columns.example')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.index}>
                <td data-main="true" className="m-strong">
                  {column.heading === '' ? say('ledger.columns.blank') : column.heading}
                </td>
                <td data-wide="true">
                  <select
                    className="m-input"
                    aria-label={say('ledger.columns.choose', { heading: column.heading })}
                    aria-invalid={column.isTwice}
                    value={column.field}
                    onChange={(event) =>
                      change({
                        columns: withField(options.columns, column.index, event.target.value as LedgerField),
                      })
                    }
                  >
                    {ledgerFields.map((field) => (
                      <option key={field} value={field}>
                        {say(`ledger.field.${field}`)}
                      </option>
                    ))}
                  </select>
                  {column.isTwice && (
                    <div className="m-field-problem">
                      <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
                      <span>{say('ledger.columns.twice')}</span>
                    </div>
                  )}
                </td>
                <td data-wide="true" className="m-ledger-examples">
                  {column.examples.map((example) => (
                    <span key={example}>{example}</span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {found.unknown !== null && (
          <WordsFields found={found} words={options.words} onChange={(words) => change({ words })} />
        )}
        <Refusal problem={submit.problem} />
        <div className="m-form-end">
          <Button type="submit" kind={found.state === 'uploaded' ? 'primary' : 'outline'} isBusy={submit.busy}>
            {say(found.state === 'uploaded' ? 'ledger.check.act' : 'ledger.check.again')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
