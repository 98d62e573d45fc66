import {
  incidentOutcomes,
  type JournalAct,
  type JournalLane,
  journalLanes,
  reportOutcomes,
  scopeCategories,
} from '@matoi/contract/values';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { type Say, useSay } from '../../../../shared/language.ts';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { clockTime, fullMoment, monthDay, zoneOffset } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Empty, Pills, Switch } from '../../../../ui/page.tsx';
import { Timeline } from '../../../../ui/timeline.tsx';
import { actSentences } from '../act.sentences.ts';
import { EntryForm } from '../forms/entry.form.tsx';
import { type JournalEntry, journalQuery } from '../queries.ts';
import { firstLine } from '../when.rules.ts';
import './journal.css';

/** What happened, as a picture and as a table of the same entries, and one line to record more. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const list = useInfiniteQuery(journalQuery(subject.id));
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const [lane, setLane] = useState<JournalLane | 'all'>('all');
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = lane === 'all' ? entries : entries.filter((entry) => entry.lane === lane);
  const total = list.data?.pages[0]?.total;
  const mayWrite = subject.can.annotate && may('journal.add');

  return (
    <Card
      title={say('terms.timeline')}
      note={total && say('journal.list.count', { total: totalText(total, locale) })}
      isTight
      actions={
        entries.length > 0 && (
          <Switch
            label={say('journal.view.label')}
            value={view}
            options={[
              { value: 'picture', label: say('journal.view.picture') },
              { value: 'table', label: say('journal.view.table') },
            ]}
            onChoose={setView}
          />
        )
      }
    >
      {mayWrite && <EntryForm subjectId={subject.id} />}
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && entries.length === 0 && <Empty>{say('journal.list.empty')}</Empty>}
      {entries.length > 0 && (
        <>
          <div className="m-journal-filter">
            <Pills
              label={say('journal.lane.label')}
              value={lane}
              options={(['all', ...journalLanes] as const).map((value) => ({
                value,
                label: value === 'all' ? say('journal.lane.all') : say(`terms.lane.${value}`),
              }))}
              onChoose={setLane}
            />
            {lane !== 'all' && (
              <span className="m-second">{say('journal.lane.hides', { count: entries.length - shown.length })}</span>
            )}
          </div>
          {view === 'picture' ? (
            <JournalPicture entries={shown} lane={lane} isRunning={subject.can.annotate} />
          ) : (
            <JournalTable entries={shown} />
          )}
        </>
      )}
      <MoreRows list={list} label={say('journal.list.older')} />
    </Card>
  );
}

/** The words of an entry: what a person typed, or the sentence of what was done. */
function entryText(entry: JournalEntry, say: Say, compartmentName: (id: string) => string): string {
  if (entry.act === null) return entry.text ?? '';
  const { code, params } = entry.act;
  return say(actSentences[code], {
    ...params,
    number: params.number ?? '',
    reason: params.reason ?? '',
    outcome: outcomeText(code, params.outcome ?? '', say),
    category: categoryText(params.category ?? '', say),
    from: compartmentName(params.from ?? ''),
    to: compartmentName(params.to ?? ''),
  });
}

/** Whose data it is, in words. */
function categoryText(category: string, say: Say): string {
  const known = scopeCategories.find((each) => each === category);
  return known === undefined ? category : say(`scope.category.${known}`);
}

/** How something ended, in words; each kind of record has its own outcomes. */
function outcomeText(code: JournalAct, outcome: string, say: Say): string {
  const incident = incidentOutcomes.find((each) => each === outcome);
  if (code === 'incident.closed' && incident !== undefined) return say(`terms.incident.outcome.${incident}`);
  const report = reportOutcomes.find((each) => each === outcome);
  return report === undefined ? outcome : say(`terms.report.outcome.${report}`);
}

/** Compartments are noted by number; those that the reader may see have a name. */
function useEntryText(): (entry: JournalEntry) => string {
  const { say } = useSay();
  const { may } = useMe();
  const compartments = useQuery({
    queryKey: ['compartment', 'list'],
    queryFn: () => call('GET /api/v1/compartments'),
    enabled: may('compartments.list'),
  });
  return (entry) =>
    entryText(entry, say, (id) => {
      const found = compartments.data?.items.find((each) => String(each.id) === id);
      if (found === undefined) return say('journal.act.other-compartment');
      return found.isOpen ? say('terms.open-compartment') : found.name;
    });
}

type PictureProps = {
  readonly entries: readonly JournalEntry[];
  readonly lane: JournalLane | 'all';
  readonly isRunning: boolean;
};

function JournalPicture({ entries, lane, isRunning }: PictureProps) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  const textOf = useEntryText();
  const [chosen, setChosen] = useState<string | null>(null);
  const lanes = (lane === 'all' ? journalLanes : [lane]).map((id) => ({ id, name: say(`terms.lane.${id}`) }));
  // Until one is chosen, what was written last is read out: it is what people come back for.
  const latest = entries.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))[0];
  const current = entries.find(({ id }) => id === chosen) ?? latest;
  if (current === undefined) return <p className="m-journal-none m-second">{say('journal.lane.none')}</p>;
  const byId = new Map(entries.map((entry) => [entry.id, entry]));

  return (
    <div className="m-journal-picture">
      <Timeline
        label={say('journal.picture.label', { count: entries.length })}
        entries={entries.map((entry) => ({
          id: entry.id,
          lane: entry.lane,
          at: Date.parse(entry.occurredAt),
          label: firstLine(textOf(entry)),
        }))}
        lanes={lanes}
        now={isRunning ? now.getTime() : null}
        nowLabel={say('journal.picture.now', { time: clockTime(now, reading) })}
        offsetAt={(at) => zoneOffset(new Date(at), reading.zone)}
        tickLabel={({ at, step, isNewDay }) => {
          const moment = new Date(at);
          if (step >= 86_400_000) return monthDay(moment, reading.zone);
          const time = clockTime(moment, reading);
          return isNewDay ? `${monthDay(moment, reading.zone)} ${time}` : time;
        }}
        chosen={current.id}
        onChoose={setChosen}
        renderRow={(id) => {
          const entry = byId.get(id);
          return entry === undefined ? null : <EntryBody entry={entry} text={textOf(entry)} />;
        }}
      />
      <div className="m-journal-chosen" data-lane={current.lane}>
        <div className="m-second">
          {`${fullMoment(current.occurredAt, reading)} ・ ${say(`terms.lane.${current.lane}`)} ・ ${current.author.name}`}
        </div>
        <p className="m-typed">{textOf(current)}</p>
      </div>
    </div>
  );
}

function EntryBody({ entry, text }: { readonly entry: JournalEntry; readonly text: string }) {
  const { say } = useSay();
  return (
    <>
      <div className="m-second">
        <Moment at={entry.occurredAt} /> ・ {say(`terms.lane.${entry.lane}`)} ・ {entry.author.name}
      </div>
      <div className="m-typed">{text}</div>
    </>
  );
}

function JournalTable({ entries }: { readonly entries: readonly JournalEntry[] }) {
  const { say } = useSay();
  const textOf = useEntryText();
  return (
    <table className="m-table m-journal-table" aria-label={say('terms.journal')}>
      <thead>
        <tr>
          <th>{say('journal.field.occurred')}</th>
          <th>{say('journal.field.lane')}</th>
          <th>{say('journal.field.text')}</th>
          <th>{say('journal.field.author')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <Moment at={entry.occurredAt} />
              {Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) > 60_000 && (
                <div className="m-second">
                  {say('journal.field.recorded')} <Moment at={entry.recordedAt} as="short" />
                </div>
              )}
            </td>
            <td>
              <span className="m-lane" data-lane={entry.lane}>
                {say(`terms.lane.${entry.lane}`)}
              </span>
            </td>
            <td data-main="true">
              <div className={entry.kind === 'note' ? 'm-typed' : undefined}>{textOf(entry)}</div>
            </td>
            <td>{entry.author.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
