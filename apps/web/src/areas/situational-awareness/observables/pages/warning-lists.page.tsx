import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { EditWarningListForm, WarningListForm } from '../forms/warning-list.form.tsx';
import { observablesLink, warningListLink } from '../links.ts';
import { type WarningList, warningListsQuery } from '../warning.queries.ts';
import '../sections/observables.css';

/** Lists of innocent values: those of the program and those of the team. */
export function WarningListsPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const lists = useQuery(warningListsQuery);
  const [isAdding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<WarningList | null>(null);
  const items = lists.data?.items ?? [];
  const own = items.filter(({ isOwn }) => isOwn);
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['warning-list'] });
    await queries.invalidateQueries({ queryKey: ['observable'] });
  };
  const turn = (list: WarningList) =>
    submit.run(['switch', list.id, list.isOn], async (idempotencyKey) => {
      const isOn = !list.isOn;
      await call('POST /api/v1/warning-lists/{id}/switch', { params: { id: list.id }, body: { isOn }, idempotencyKey });
      await refresh();
      const name = list.name[locale];
      toastDone(
        say(isOn ? 'warning-lists.switch.done-on' : 'warning-lists.switch.done-off', { name }),
        say('platform.act.close'),
      );
    });
  const withdraw = () =>
    submit.run(['withdraw', leaving?.id, leaving?.version], async (idempotencyKey) => {
      if (leaving === null) return;
      const given = { params: { id: leaving.id }, version: leaving.version, body: {}, idempotencyKey };
      await call('POST /api/v1/warning-lists/{id}/withdraw', given);
      await refresh();
      toastDone(say('warning-lists.withdraw.done'), say('platform.act.close'));
      setLeaving(null);
    });
  const row = (list: WarningList) => (
    <ListRow
      key={list.id}
      list={list}
      isBusy={submit.busy}
      onTurn={() => void turn(list)}
      onEdit={() => setEditing(list.id)}
      onWithdraw={() => setLeaving(list)}
    />
  );
  return (
    <Page
      title={say('warning-lists.title')}
      isNarrow
      actions={
        may('warning-lists.add') && (
          <Button kind="primary" icon={IconPlus} onClick={() => setAdding(true)}>
            {say('warning-lists.add.act')}
          </Button>
        )
      }
    >
      <Notice tone="quiet">{say('warning-lists.explained')}</Notice>
      {leaving === null && <Refusal problem={submit.problem} />}
      {lists.data === undefined && <Waiting query={lists} />}
      {lists.data !== undefined && (
        <>
          <Card title={say('warning-lists.own')} isTight>
            {own.length === 0 && (
              <Empty>{say(may('warning-lists.add') ? 'warning-lists.own.empty' : 'warning-lists.own.readonly')}</Empty>
            )}
            <ul className="m-observables">{own.map(row)}</ul>
          </Card>
          <Card title={say('warning-lists.program')} isTight>
            <ul className="m-observables">{items.filter(({ isOwn }) => !isOwn).map(row)}</ul>
          </Card>
        </>
      )}
      <p>
        <Link to={observablesLink}>{say('observables.page.back')}</Link>
      </p>
      <Dialog title={say('warning-lists.add.title')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <WarningListForm list={null} onClose={() => setAdding(false)} />
      </Dialog>
      <Dialog title={say('warning-lists.edit.title')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        {editing !== null && <EditWarningListForm id={editing} onClose={() => setEditing(null)} />}
      </Dialog>
      <Dialog title={say('warning-lists.withdraw.title')} isOpen={leaving !== null} onClose={() => setLeaving(null)}>
        <div className="m-stack">
          <p>
            {say('warning-lists.withdraw.explained', { name: leaving?.name[locale] ?? '', count: leaving?.size ?? 0 })}
          </p>
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setLeaving(null)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={() => void withdraw()}>
              {say('warning-lists.withdraw.act')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Page>
  );
}

type RowProps = {
  readonly list: WarningList;
  readonly isBusy: boolean;
  readonly onTurn: () => void;
  readonly onEdit: () => void;
  readonly onWithdraw: () => void;
};

function ListRow({ list, isBusy, onTurn, onEdit, onWithdraw }: RowProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const name = list.name[locale];
  const { changed } = list;
  return (
    <li className="m-observable" data-off={!list.isOn}>
      <div className="m-observable-line">
        <Link to={warningListLink(list.id)} className="m-strong">
          {name}
        </Link>
        {!list.isOn && <Chip>{say('warning-lists.off')}</Chip>}
        <span className="m-second">{say('warning-lists.size', { count: list.size })}</span>
      </div>
      <span className="m-observable-acts m-warning-acts">
        {may('warning-lists.switch') && (
          <Button
            size="small"
            isBusy={isBusy}
            aria-label={`${say(list.isOn ? 'warning-lists.switch.off' : 'warning-lists.switch.on')}: ${name}`}
            onClick={onTurn}
          >
            {say(list.isOn ? 'warning-lists.switch.off' : 'warning-lists.switch.on')}
          </Button>
        )}
        {list.isOwn && may('warning-lists.change') && (
          <Button size="small" aria-label={`${say('warning-lists.edit.act')}: ${name}`} onClick={onEdit}>
            {say('warning-lists.edit.act')}
          </Button>
        )}
        {list.isOwn && may('warning-lists.withdraw') && (
          <Button
            size="small"
            kind="plain"
            aria-label={`${say('warning-lists.withdraw.act')}: ${name}`}
            onClick={onWithdraw}
          >
            {say('warning-lists.withdraw.act')}
          </Button>
        )}
      </span>
      <div className="m-observable-line">{list.reason[locale]}</div>
      <div className="m-observable-line m-second">
        <span>{say(`warning-lists.match.${list.match}`)}</span>
        {list.leavesOut && <span>{say('warning-lists.leaves-out')}</span>}
        <span>{say('warning-lists.version', { version: list.version })}</span>
        {list.effectiveOn !== null && <span>{say('warning-lists.effective', { date: list.effectiveOn })}</span>}
        {changed !== null && (
          <span>
            {say('warning-lists.changed', { name: changed.by.name })} <Moment at={changed.at} as="short" />
          </span>
        )}
      </div>
    </li>
  );
}
