import type { ScopeKind } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { Card } from '../../../../ui/card.tsx';
import { type ScopeSummary, summaryQuery } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';
import './scope.css';

/** The counts of what a record touches: systems, accounts, persons; what is not known is said so. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const summary = useQuery(summaryQuery(subject.id));
  const page = `${linkOf(subject) ?? ''}/scope`;
  const kinds = summary.data?.kinds.filter(({ states, total }) => total + states.cleared > 0) ?? [];
  const current = summary.data?.numbers.filter(({ unit }) => unit === 'persons') ?? [];
  const across = current.filter(({ category }) => category === 'eu');
  const isEmpty = summary.data !== undefined && kinds.length + current.length === 0;
  return (
    <Card
      title={say('scope.title')}
      note={!isEmpty && say('scope.short.note')}
      actions={<Link to={page}>{say(isEmpty ? 'scope.short.begin' : 'scope.short.all')}</Link>}
      isTight
    >
      {summary.data === undefined && <Waiting query={summary} />}
      {isEmpty && <p className="m-scope-none m-second">{say('scope.short.empty')}</p>}
      {!isEmpty && summary.data !== undefined && (
        <dl className="m-scope-counts">
          {kinds.map((kind) => (
            <KindCount key={kind.kind} kind={kind} measures={summary.data.measures} />
          ))}
          {current.length > 0 && <Persons total={summary.data.persons} />}
          {across.map((one) => (
            <Figure key={one.id} name={say(`scope.category.${one.category}`)} one={one} />
          ))}
        </dl>
      )}
    </Card>
  );
}

type KindProps = {
  readonly kind: ScopeSummary['kinds'][number];
  readonly measures: ScopeSummary['measures'];
};

/** One kind: how many, in which states, and how far the measure is that most of them need. */
function KindCount({ kind: { kind, total, states }, measures }: KindProps) {
  const { say } = useSay();
  const { written, measure: nameOf } = useScopeWords();
  const shown = (Object.entries(states) as [keyof typeof states, number][]).filter(([, count]) => count > 0);
  const main = measures.filter((one) => one.kind === kind).toSorted((a, b) => b.open + b.done - (a.open + a.done))[0];
  return (
    <div>
      <dt>{say(`scope.kind.${kind}`)}</dt>
      <dd>
        <span className="m-scope-figure">{written(total)}</span> {say(unitOf[kind])}
        <div className="m-scope-line" data-warns={states.suspected > 0}>
          {shown.map(([state, count]) => `${say(`scope.state.${state}`)} ${written(count)}`).join('・')}
        </div>
        {main !== undefined && (
          <div className="m-scope-line">
            {say('scope.short.progress', {
              measure: nameOf(main.measure),
              done: written(main.done),
              all: written(main.done + main.open),
            })}
          </div>
        )}
      </dd>
    </div>
  );
}

const unitOf = {
  system: 'scope.unit.system',
  account: 'scope.unit.account',
  data: 'scope.unit.data',
  person: 'scope.unit.person',
  organisation: 'scope.unit.organisation',
  service: 'scope.unit.service',
} as const satisfies Record<ScopeKind, string>;

/** All persons together: the most that it can be stands first, because that is what has to be prepared for. */
function Persons({ total }: { readonly total: ScopeSummary['persons'] }) {
  const { say } = useSay();
  return <Figure name={say('scope.short.persons')} one={total} />;
}

function Figure({
  name,
  one: { known, maximum },
}: {
  readonly name: string;
  readonly one: { readonly known: number | null; readonly maximum: number | null };
}) {
  const { say } = useSay();
  const { written } = useScopeWords();
  const first = maximum ?? known;
  const line =
    maximum === null
      ? say(known === null ? 'scope.amount.none-known' : 'scope.amount.more-possible')
      : known === maximum
        ? say('scope.amount.certain')
        : say('scope.amount.known-part', { known: known === null ? say('scope.amount.unknown') : written(known) });
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="m-scope-figure">{first === null ? say('scope.amount.unknown') : written(first)}</span>{' '}
        {first !== null && say('scope.unit.person')}
        <div className="m-scope-line" data-warns={known !== maximum || maximum === null}>
          {line}
        </div>
      </dd>
    </div>
  );
}
