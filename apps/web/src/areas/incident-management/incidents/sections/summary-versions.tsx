import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type Incident, type SummaryVersion, summariesQuery } from '../queries.ts';
import { diffRows, diffTexts, type Piece } from '../texts.diff.ts';
import { listNames, proseNames } from '../texts.merge.ts';

/** Every version with what changed since the one before, the newest first. */
export function SummaryVersions({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const versions = useQuery(summariesQuery(incident.id));
  if (versions.data === undefined) return <Waiting query={versions} />;
  const { items } = versions.data;
  return (
    <ol className="m-versions">
      {items.map((version, at) => (
        <li key={version.version}>
          <div className="m-row">
            <span className="m-strong">{say('incidents.summary.version', { version: version.version })}</span>
            <span className="m-second">
              <Moment at={version.writtenAt} /> {version.writtenBy.name}
            </span>
          </div>
          <Changes after={version} before={items[at + 1] ?? null} />
        </li>
      ))}
    </ol>
  );
}

function Changes({ after, before }: { readonly after: SummaryVersion; readonly before: SummaryVersion | null }) {
  const { say } = useSay();
  const parts = [
    ...listNames.map((name) => ({
      name: say(`incidents.summary.${name}`),
      pieces: diffRows(before?.[name] ?? [], after[name]),
      isList: true,
    })),
    ...proseNames.map((name) => ({
      name: say(`incidents.summary.${name}-text`),
      pieces: diffTexts(before?.[name] ?? '', after[name]),
      isList: false,
    })),
  ].filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'same'));
  if (parts.length === 0) return <p className="m-second">{say('incidents.summary.no-change')}</p>;
  return (
    <dl className="m-diff">
      {parts.map(({ name, pieces, isList }) => (
        <div key={name}>
          <dt className="m-second">{name}</dt>
          <dd data-list={isList}>
            {pieces.map((piece, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name of their own and never move
              <ChangedPiece key={at} piece={piece} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangedPiece({ piece }: { readonly piece: Piece }) {
  switch (piece.kind) {
    case 'added':
      return <ins>{piece.text}</ins>;
    case 'removed':
      return <del>{piece.text}</del>;
    case 'same':
      return <span>{piece.text}</span>;
    default:
      return piece.kind satisfies never;
  }
}
