import { ledgerFormats } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { withSearch } from '../../../../shared/link.tsx';
import { instantOf } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { Choices, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconDownload } from '../../../../ui/icons.ts';

const states = { all: undefined, open: 'new,waiting', done: 'handled,closed,merged' } as const;

/** Takes reports out as a ledger. The browser downloads the file, so nothing of it is kept in the page. */
export function ExportForm() {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const [format, setFormat] = useState<(typeof ledgerFormats)[number]>('xlsx');
  const [language, setLanguage] = useState<'ja' | 'en'>(locale);
  const [state, setState] = useState<keyof typeof states>('all');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');

  const address = withSearch('/api/v1/ledger', {
    format,
    language,
    state: states[state],
    'receivedAt.gte': instantOf(`${from}T00:00`, zone)?.toISOString(),
    'receivedAt.lt': dayAfter(until, zone),
  });

  return (
    <Card title={say('ledger.export.title')}>
      <div className="m-form">
        <p>{say('ledger.export.text')}</p>
        <Choices
          label={say('ledger.export.format')}
          hint={format === 'csv-sjis' ? say('ledger.export.sjis') : undefined}
          value={format}
          options={ledgerFormats.map((value) => ({ value, label: say(`ledger.export.format.${value}`) }))}
          onChoose={setFormat}
        />
        <div className="m-ledger-grid">
          <SelectField
            label={say('ledger.export.state')}
            value={state}
            onChange={(event) => setState(event.target.value as keyof typeof states)}
          >
            {(['all', 'open', 'done'] as const).map((value) => (
              <option key={value} value={value}>
                {say(`ledger.export.state.${value}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={say('ledger.export.language')}
            value={language}
            onChange={(event) => setLanguage(event.target.value === 'en' ? 'en' : 'ja')}
          >
            <option value="ja">{say('ledger.export.language.ja')}</option>
            <option value="en">{say('ledger.export.language.en')}</option>
          </SelectField>
          <TextField
            label={say('ledger.export.from')}
            type="date"
            max={until}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <TextField
            label={say('ledger.export.until')}
            type="date"
            min={from}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        </div>
        <div className="m-form-end">
          <a className="m-button" data-kind="primary" data-size="normal" href={address} download>
            <IconDownload size={16} stroke={1.75} />
            {say('ledger.export.act')}
          </a>
        </div>
      </div>
    </Card>
  );
}

/** The beginning of the next day, so that the last day is whole. */
function dayAfter(day: string, zone: string): string | undefined {
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(noon)) return undefined;
  const next = new Date(noon + 86_400_000).toISOString().slice(0, 10);
  return instantOf(`${next}T00:00`, zone)?.toISOString();
}
