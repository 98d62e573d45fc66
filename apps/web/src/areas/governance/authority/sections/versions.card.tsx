import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { type Authority, versionQuery } from '../queries.ts';
import { DifferenceList } from './difference-list.tsx';
import { MatrixTables } from './matrix-table.tsx';

type Head = Authority['versions'][number];
const tones: Readonly<Record<Head['state'], Tone>> = { 'in-force': 'green', 'to-come': 'accent', past: 'neutral' };

/** Every version that was approved, by whom, and as documents. */
export function VersionsCard({ authority }: { readonly authority: Authority }) {
  const { say, locale } = useSay();
  const [compared, setCompared] = useState<number | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const { versions } = authority;
  return (
    <Card title={say('authority.versions.title')} isTight>
      {versions.length === 0 && <p className="m-card-body">{say('authority.versions.empty')}</p>}
      <ul className="m-authority-rules">
        {versions.map((version) => (
          <li key={version.number} className="m-authority-line">
            <span>
              <span className="m-strong">{say('authority.versions.number', { number: version.number })}</span>{' '}
              <Chip tone={tones[version.state]}>{say(`authority.versions.state.${version.state}`)}</Chip>
              <div className="m-second m-typed">
                <Moment at={version.effectiveAt} as="short" /> ・{' '}
                {say('authority.versions.authors', { names: version.authors.map(({ name }) => name).join('、') })} ・{' '}
                {say('authority.versions.approved', { name: version.approvedBy.name })}
              </div>
              <div className="m-second m-typed">{version.note}</div>
            </span>
            {(['pdf', 'docx'] as const).map((format) => (
              <a
                key={format}
                href={`/api/v1/authority/versions/${version.number}/document?format=${format}&language=${locale}`}
                aria-label={`${say('authority.versions.number', { number: version.number })} ${format.toUpperCase()}`}
              >
                {format === 'pdf' ? 'PDF' : 'Word'}
              </a>
            ))}
            <Button size="small" onClick={() => setShown(version.number)}>
              {say('authority.versions.show')}
            </Button>
            {version.number > 1 && (
              <Button size="small" onClick={() => setCompared(version.number)}>
                {say('authority.versions.difference')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        title={
          compared === null ? '' : say('authority.versions.difference-title', { from: compared - 1, to: compared })
        }
        isOpen={compared !== null}
        onClose={() => setCompared(null)}
        size={640}
      >
        {compared !== null && <DifferenceList from={compared - 1} to={compared} />}
      </Dialog>
      <Dialog
        title={shown === null ? '' : say('authority.versions.number', { number: shown })}
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        size={900}
      >
        {shown !== null && <OneVersion number={shown} />}
      </Dialog>
    </Card>
  );
}

function OneVersion({ number }: { readonly number: number }) {
  const found = useQuery(versionQuery(number));
  if (found.data === undefined) return <Waiting query={found} />;
  return <MatrixTables rules={found.data.definition.rules} />;
}
