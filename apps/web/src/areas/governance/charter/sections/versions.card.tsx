import { charterFormats } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { type Charter, versionQuery } from '../queries.ts';
import { ChangeList } from './change-list.tsx';
import { Paper } from './paper.tsx';
import './charter.css';

type Head = Charter['versions'][number];
const tones: Readonly<Record<Head['state'], Tone>> = { 'in-force': 'green', 'to-come': 'accent', past: 'neutral' };

/** Every version that was approved, by whom, and as documents. */
export function VersionsCard({ versions }: { readonly versions: Charter['versions'] }) {
  const { say, comma } = useWords();
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Card title={say('charter.versions.title')} isTight>
      {versions.length === 0 && <p className="m-card-body">{say('charter.versions.empty')}</p>}
      <ul className="m-charter-lines">
        {versions.map((version) => (
          <li key={version.number} className="m-charter-line">
            <span>
              <span className="m-strong">{say('charter.versions.number', { number: version.number })}</span>{' '}
              <Chip tone={tones[version.state]}>{say(`charter.versions.state.${version.state}`)}</Chip>
              <div className="m-second m-typed">
                <Moment at={version.effectiveAt} /> ・{' '}
                {say('charter.versions.authors', { names: version.authors.map(({ name }) => name).join(comma) })} ・{' '}
                {say('charter.versions.approved', { name: version.approvedBy.name })}
              </div>
              <div className="m-second m-typed">{version.note}</div>
            </span>
            <span className="m-row">
              <Files number={version.number} />
              <Button size="small" onClick={() => setShown(version.number)}>
                {say('charter.versions.show')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Dialog
        title={shown === null ? '' : say('charter.versions.number', { number: shown })}
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        size={900}
      >
        {shown !== null && <OneVersion number={shown} />}
      </Dialog>
    </Card>
  );
}

function useWords() {
  const { say, locale } = useSay();
  return { say, locale, comma: locale === 'ja' ? '、' : ', ' };
}

/** A version to take along, in the language of the reader. */
export function Files({ number }: { readonly number: number }) {
  const { say, locale } = useWords();
  const names = { pdf: 'PDF', docx: 'Word', txt: say('charter.versions.text-file') };
  return (
    <>
      {charterFormats.map((format) => (
        <a
          key={format}
          href={`/api/v1/charter/versions/${number}/document?format=${format}&language=${locale}`}
          aria-label={`${say('charter.versions.number', { number })} ${names[format]}`}
        >
          {names[format]}
        </a>
      ))}
    </>
  );
}

function OneVersion({ number }: { readonly number: number }) {
  const { say } = useSay();
  const found = useQuery(versionQuery(number));
  if (found.data === undefined) return <Waiting query={found} />;
  return (
    <div className="m-stack">
      {number > 1 && (
        <Card title={say('charter.versions.changes')} isTight>
          <ChangeList changes={found.data.changes} />
        </Card>
      )}
      <Paper document={found.data.document} />
    </div>
  );
}
