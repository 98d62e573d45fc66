import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Card, Chip, type Tone } from '../../../../ui/card.tsx';
import type { Edition } from '../queries.ts';
import { MixedText } from './mixed-text.tsx';

const tones = { 'in-force': 'green', planned: 'accent', past: 'neutral' } as const satisfies Record<
  Edition['state'],
  Tone
>;

type HistoryProps<One extends Edition> = {
  readonly versions: readonly One[];
  /** What one version said, under its line. */
  readonly children?: (version: One) => ReactNode;
};

/** Every version of a setting: since when it counts, who made it and why. */
export function EditionHistory<One extends Edition>({ versions, children }: HistoryProps<One>) {
  const { say } = useSay();
  return (
    <Card title={say('triage.history.title')} note={say('platform.list.count', { count: versions.length })} isTight>
      <ul className="m-editions">
        {versions.map((version) => (
          <li key={version.version}>
            <div className="m-edition">
              <span className="m-strong">{say('triage.history.version', { version: version.version })}</span>
              <Chip tone={tones[version.state]}>{say(`triage.history.state.${version.state}`)}</Chip>
              {version.createdBy === null ? (
                <span className="m-second">{say('triage.history.shipped')}</span>
              ) : (
                <span className="m-second">
                  {say('triage.history.since')} <Moment at={version.effectiveAt} as="short" /> ・{' '}
                  {version.createdBy.name}
                </span>
              )}
            </div>
            {version.note !== null && (
              <p className="m-second">
                <MixedText text={version.note} />
              </p>
            )}
            {children?.(version)}
          </li>
        ))}
      </ul>
    </Card>
  );
}
