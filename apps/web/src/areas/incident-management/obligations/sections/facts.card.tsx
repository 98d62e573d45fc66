import { type ReactNode, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { useDutyAct } from '../forms/duty-act.hook.ts';
import type { Duties, DutyFact, Field } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly duties: Duties;
  readonly onFact: (key: string) => void;
};

type AskedProps = Props & {
  /** So many at first, the others behind one press. */
  readonly most?: number;
  readonly head?: ReactNode;
  readonly title?: string;
};

/** What could start, stop or change a clock and nobody knows: a yes or no is one press. */
export function AskedFacts({ subjectId, duties, onFact, most, head, title }: AskedProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const { fieldOf, factText } = useDutyWords();
  const form = useDutyAct(subjectId);
  const [showsAll, setShowsAll] = useState(false);
  const fields = duties.asked.flatMap((key) => fieldOf(key) ?? []);
  if (fields.length === 0) return null;
  const shown = most === undefined || showsAll ? fields : fields.slice(0, most);
  const mayRecord = duties.can.change && may('obligations.record-facts');
  const answer = (key: string, value: boolean) => {
    const body = { entries: [{ key, state: 'confirmed' as const, value }], source: '' };
    void form.act(
      body,
      (idempotencyKey) =>
        call('POST /api/v1/subjects/{id}/obligation-facts', { params: { id: subjectId }, body, idempotencyKey }),
      { said: say('obligations.fact.done') },
    );
  };
  return (
    <Card
      title={title ?? say('obligations.asked.title')}
      note={say('obligations.asked.note', { count: fields.length })}
      isTight
    >
      {head}
      <ul className="m-duty-asked">
        {shown.map((field) => {
          const fact = duties.facts.find(({ key }) => key === field.key) ?? null;
          return (
            <li key={field.key}>
              <div className="m-duty-question">
                <span className="m-strong">{field.name[locale]}</span>
                {field.hint !== null && <div className="m-second">{field.hint[locale]}</div>}
                {fact !== null && fact.state === 'estimated' && (
                  <div className="m-second">
                    {say('obligations.asked.confirm', { value: factText(fact, field.key) })}
                  </div>
                )}
              </div>
              {mayRecord && (
                <div className="m-row">
                  {field.type === 'yes-no' && (
                    <>
                      <Button size="small" isBusy={form.busy} onClick={() => answer(field.key, true)}>
                        {say('obligations.value.yes')}
                      </Button>
                      <Button size="small" isBusy={form.busy} onClick={() => answer(field.key, false)}>
                        {say('obligations.value.no')}
                      </Button>
                    </>
                  )}
                  <Button
                    size="small"
                    kind={field.type === 'yes-no' ? 'plain' : 'outline'}
                    aria-label={say('obligations.asked.enter-named', { name: field.name[locale] })}
                    onClick={() => onFact(field.key)}
                  >
                    {say(field.type === 'yes-no' ? 'obligations.asked.otherwise' : 'obligations.asked.enter')}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {most !== undefined && fields.length > most && (
        <div className="m-duty-bottom">
          <Button kind="plain" size="small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {say(showsAll ? 'obligations.asked.fewer' : 'obligations.asked.more', { count: fields.length - most })}
          </Button>
        </div>
      )}
      <Refusal problem={form.problem} />
    </Card>
  );
}

/** Everything that forms ask for, by group: first what somebody said anything about, the rest behind one press. */
export function FactsCard({
  duties,
  onFact,
  isShort = false,
}: Omit<Props, 'subjectId'> & {
  /** Only what was said, without the way to all fields. */
  readonly isShort?: boolean;
}) {
  const { say } = useSay();
  const { may } = useMe();
  const { fields, groups, text } = useDutyWords();
  const [showsAll, setShowsAll] = useState(false);
  const said = new Map(duties.facts.map((fact) => [fact.key, fact]));
  const shown = fields.filter(({ key }) => showsAll || said.has(key));
  const mayRecord = duties.can.change && may('obligations.record-facts');
  return (
    <Card
      title={say('obligations.facts.title')}
      note={say('obligations.facts.count', { said: said.size, all: fields.length })}
      actions={
        isShort ? undefined : (
          <Button size="small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {say(showsAll ? 'obligations.facts.fewer' : 'obligations.facts.all')}
          </Button>
        )
      }
      isTight
    >
      {shown.length === 0 && <p className="m-duty-none m-second">{say('obligations.facts.none')}</p>}
      {groups.map(({ group, name }) => {
        const own = shown.filter((field) => field.group === group);
        return own.length === 0 ? null : (
          <section key={group} aria-label={text(name)}>
            <h3 className="m-duty-group">{text(name)}</h3>
            <ul className="m-duty-known">
              {own.map((field) => (
                <FactLine
                  key={field.key}
                  field={field}
                  fact={said.get(field.key) ?? null}
                  onEdit={mayRecord ? () => onFact(field.key) : null}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </Card>
  );
}

type LineProps = { readonly field: Field; readonly fact: DutyFact | null; readonly onEdit: (() => void) | null };

function FactLine({ field, fact, onEdit }: LineProps) {
  const { say, locale } = useSay();
  const { valueText } = useDutyWords();
  const value = fact === null ? '' : valueText(fact.value, field);
  return (
    <li>
      <span className="m-second">{field.name[locale]}</span>
      <span className="m-duty-value">
        {value !== '' && <span className="m-typed">{value}</span>}{' '}
        {fact?.state !== 'confirmed' && (
          <Chip tone={fact?.state === 'estimated' ? 'amber' : 'neutral'}>
            {say(`obligations.state.${fact?.state ?? 'unknown'}`)}
          </Chip>
        )}
        {fact !== null && (
          <span className="m-second"> {fact.isDerived ? say('obligations.facts.derived') : fact.source}</span>
        )}
      </span>
      {onEdit !== null && (
        <Button
          size="small"
          kind="plain"
          aria-label={say('obligations.asked.enter-named', { name: field.name[locale] })}
          onClick={onEdit}
        >
          {say(fact === null ? 'obligations.asked.enter' : 'obligations.facts.change')}
        </Button>
      )}
    </li>
  );
}
