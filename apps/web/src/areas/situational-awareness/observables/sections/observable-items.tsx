import { useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check } from '../../../../ui/field.tsx';
import { type Correction, useCorrections } from '../corrections.hook.ts';
import { BlockForm } from '../forms/block.form.tsx';
import { EditObservablesForm } from '../forms/edit-observables.form.tsx';
import { IgnoreDialog } from '../forms/ignore.dialog.tsx';
import { SightingForm } from '../forms/sighting.form.tsx';
import { observableLink } from '../links.ts';
import type { Observable } from '../queries.ts';
import { BulkBar } from './bulk-bar.tsx';
import { MarkChips, ObservableActs, ObservableChips, ObservableName, ObservableNote } from './observable-row.tsx';

type Props = {
  readonly rows: readonly Observable[];
  /** The record whose values these are; left out: values of all records, each changed where it was seen last. */
  readonly subjectId?: string;
  readonly mayChange: boolean;
  /** A page of its own: several can be chosen, and the keys of a list work. */
  readonly isPage?: boolean;
};

type Asked = { readonly kind: 'ignore' | 'block' | 'sighting'; readonly observable: Observable };

/** Values one below the other, with what can be done to each and to several. */
export function ObservableItems({ rows, subjectId, mayChange: mayHere, isPage = false }: Props) {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const corrections = useCorrections();
  const [current, setCurrent] = useState(-1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [editing, setEditing] = useState<readonly Observable[] | null>(null);
  const mayChange = mayHere && may('observables.change');
  const picked = rows.filter(({ id }) => chosen.has(id));
  const at = rows[current];
  const correct = async (targets: readonly Observable[], change: Correction) => {
    if (await corrections.correct(targets, change, subjectId)) setChosen(new Set());
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const turn = (one: Observable) => correct([one], { state: one.state === 'current' ? 'dismissed' : 'current' });
  const onCurrent = (act: (one: Observable) => void) => (at === undefined ? undefined : () => act(at));
  useKeys({
    j: isPage ? () => setCurrent(Math.min(rows.length - 1, current + 1)) : undefined,
    k: isPage ? () => setCurrent(Math.max(0, current - 1)) : undefined,
    Enter: onCurrent(({ id }) => go(observableLink(id))),
    x: mayChange ? onCurrent(({ id }) => toggle(id)) : undefined,
    d: mayChange ? onCurrent((one) => void turn(one)) : undefined,
  });
  const ask = (kind: Asked['kind'], observable: Observable) => setAsked({ kind, observable });
  const target = asked?.observable;
  const recordOf = (one: Observable) => subjectId ?? one.record.id;
  return (
    <>
      <Refusal problem={corrections.problem} />
      {picked.length > 0 && (
        <BulkBar
          count={picked.length}
          isBusy={corrections.busy}
          onChange={(change) => void correct(picked, change)}
          onEdit={() => setEditing(picked)}
        />
      )}
      <ul className="m-observables">
        {rows.map((one, index) => (
          <li
            key={one.id}
            className="m-observable"
            data-state={one.state}
            data-pick={isPage && mayChange}
            data-current={index === current}
            onKeyDown={(event) => {
              const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing;
              if (isPage || event.key !== 'd' || !isPlain || !mayChange) return;
              event.preventDefault();
              void turn(one);
            }}
          >
            {isPage && mayChange && (
              <Check
                checked={chosen.has(one.id)}
                onChange={() => toggle(one.id)}
                label={<span className="m-hidden">{say('observables.field.select', { value: one.defanged })}</span>}
              />
            )}
            <ObservableName observable={one} />
            <ObservableActs
              observable={one}
              mayChange={mayHere}
              onCorrect={(change) => void correct([one], change)}
              onEdit={() => setEditing([one])}
              onIgnore={() => ask('ignore', one)}
              onBlock={() => ask('block', one)}
              onSighting={() => ask('sighting', one)}
            />
            <Where observable={one} ownId={subjectId} isPage={isPage} />
            <ObservableNote place={one} />
          </li>
        ))}
      </ul>
      <IgnoreDialog observable={asked?.kind === 'ignore' ? asked.observable : null} onClose={() => setAsked(null)} />
      <Dialog title={say('block-list.add.title')} isOpen={asked?.kind === 'block'} onClose={() => setAsked(null)}>
        {target !== undefined && asked?.kind === 'block' && (
          <BlockForm value={target.defanged} subjectId={recordOf(target)} onClose={() => setAsked(null)} />
        )}
      </Dialog>
      <Dialog title={say('sightings.add.title')} isOpen={asked?.kind === 'sighting'} onClose={() => setAsked(null)}>
        {target !== undefined && asked?.kind === 'sighting' && (
          <SightingForm value={target.defanged} subjectId={recordOf(target)} onClose={() => setAsked(null)} />
        )}
      </Dialog>
      <Dialog
        title={
          editing?.length === 1
            ? say('observables.edit.title', { value: editing[0]?.defanged ?? '' })
            : say('observables.edit.title-many', { count: editing?.length ?? 0 })
        }
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
      >
        {editing !== null && (
          <EditObservablesForm
            observables={editing}
            subjectId={subjectId}
            onClose={() => {
              setEditing(null);
              setChosen(new Set());
            }}
          />
        )}
      </Dialog>
    </>
  );
}

type WhereProps = {
  readonly observable: Observable;
  readonly ownId: string | undefined;
  readonly isPage: boolean;
};

/** Where a value stands: the record that brought it, other records that have it, when, and the words around it. */
function Where({ observable, ownId, isPage }: WhereProps) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const { record, alsoSeen, firstSeenAt, lastSeenAt } = observable;
  const name = (one: Observable['record']) => {
    const to = linkOf(one);
    const words = one.number ?? one.title;
    return to === null ? (
      <span key={one.id}>{words}</span>
    ) : (
      <Link key={one.id} to={to} title={one.title}>
        {words}
      </Link>
    );
  };
  return (
    <div className="m-observable-line m-second">
      <ObservableChips observable={observable} />
      <MarkChips place={observable} />
      {isPage && alsoSeen.records.length > 0 && (
        <span className="m-row">
          {say('observables.tab.elsewhere')} {alsoSeen.records.map(name)}
        </span>
      )}
      {isPage && record.id !== ownId && (
        <span className="m-row">
          {say('observables.tab.from')} {name(record)}
        </span>
      )}
      {isPage && (
        <span>
          <Moment at={firstSeenAt} as="short" />
          {firstSeenAt !== lastSeenAt && (
            <>
              {' – '}
              <Moment at={lastSeenAt} as="short" />
            </>
          )}
        </span>
      )}
      {observable.snippet !== '' && <span className="m-observable-snippet">{observable.snippet}</span>}
    </div>
  );
}
