import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconLink, IconX } from '../../../../ui/icons.ts';
import { type Relation, relationsQuery } from '../queries.ts';
import './relations.css';

const RelateDialog = lazy(async () => ({ default: (await import('../forms/relate.form.tsx')).RelateDialog }));
const UnrelateDialog = lazy(async () => ({ default: (await import('../forms/relate.form.tsx')).UnrelateDialog }));

/** What else this has to do with: the records that the reader may see, each with its part in it. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const relations = useQuery(relationsQuery(subject.id));
  const [isRelating, setRelating] = useState(false);
  const [removing, setRemoving] = useState<Relation | null>(null);
  const [areOldShown, setOldShown] = useState(false);
  if (relations.data === undefined) return <Waiting query={relations} />;
  const { items, kinds, can } = relations.data;
  const current = items.filter(({ removed }) => removed === null);
  const old = items.filter(({ removed }) => removed !== null);
  const mayRelate = can.add && may('relations.add');
  if (items.length === 0 && !mayRelate) return null;
  return (
    <Card
      title={say('relations.title')}
      note={current.length > 0 && say('platform.list.count', { count: current.length })}
      isTight
      actions={
        mayRelate && (
          <Button size="small" kind="plain" icon={IconLink} onClick={() => setRelating(true)}>
            {say('relations.add.act')}
          </Button>
        )
      }
    >
      {current.length === 0 && <p className="m-second m-relations-none">{say('relations.none')}</p>}
      <ul className="m-relations">
        {current.map((relation) => (
          <RelationRow
            key={relation.id}
            relation={relation}
            onRemove={relation.can.remove && may('relations.remove') ? () => setRemoving(relation) : undefined}
          />
        ))}
        {areOldShown && old.map((relation) => <RelationRow key={relation.id} relation={relation} />)}
      </ul>
      {old.length > 0 && (
        <div className="m-relations-end">
          <Button size="small" kind="plain" aria-expanded={areOldShown} onClick={() => setOldShown(!areOldShown)}>
            {say(areOldShown ? 'relations.removed.hide' : 'relations.removed.show', { count: old.length })}
          </Button>
        </div>
      )}
      <Suspense fallback={null}>
        {isRelating && <RelateDialog subject={subject} kinds={kinds} onClose={() => setRelating(false)} />}
        {removing !== null && (
          <UnrelateDialog subject={subject} relation={removing} onClose={() => setRemoving(null)} />
        )}
      </Suspense>
    </Card>
  );
}

function RelationRow({
  relation,
  onRemove,
}: {
  readonly relation: Relation;
  readonly onRemove?: (() => void) | undefined;
}) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const { other, name, note, removed } = relation;
  const to = linkTo(other);
  const text = `${other.number ?? ''} ${other.title}`.trim();
  return (
    <li data-old={removed !== null}>
      <div className="m-relations-text">
        <div className="m-second">{name[locale]}</div>
        {to === null ? text : <Link to={to}>{text}</Link>}
        {note !== null && <div className="m-second">{note}</div>}
        {removed !== null && (
          <div className="m-second">
            {say('relations.removed.by', { name: removed.by.name, reason: removed.reason })}{' '}
            <Moment at={removed.at} as="short" />
          </div>
        )}
      </div>
      {onRemove !== undefined && (
        <IconButton icon={IconX} label={say('relations.remove.label', { record: text })} onClick={onRemove} />
      )}
    </li>
  );
}
