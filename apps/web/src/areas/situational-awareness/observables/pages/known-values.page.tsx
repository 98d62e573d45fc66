import { type KnownValueKind, knownValueKinds } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type KnownValue, knownValuesQuery } from '../queries.ts';
import '../sections/observables.css';

/** What the team knows: its own names, values not worth noting, gateways whose verdicts count. */
export function KnownValuesPage() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery(knownValuesQuery);
  const [leaving, setLeaving] = useState<KnownValue | null>(null);
  const withdraw = () =>
    submit.run(leaving?.id, async (idempotencyKey) => {
      await call('POST /api/v1/known-values/{id}/withdraw', {
        params: { id: leaving?.id ?? '' },
        body: {},
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['known-value'] });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      toastDone(say('known-values.withdraw.done'), say('platform.act.close'));
      setLeaving(null);
    });
  return (
    <Page title={say('known-values.title')} isNarrow>
      <Notice tone="quiet">{say('known-values.explained')}</Notice>
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined &&
        knownValueKinds.map((kind) => (
          <KnownCard
            key={kind}
            kind={kind}
            values={list.data.items.filter((one) => one.kind === kind)}
            onWithdraw={setLeaving}
          />
        ))}
      <Dialog title={say('known-values.withdraw.title')} isOpen={leaving !== null} onClose={() => setLeaving(null)}>
        <div className="m-stack">
          <p>{say('known-values.withdraw.explained', { value: leaving?.defanged ?? '' })}</p>
          <Refusal problem={submit.problem} />
          <div className="m-row">
            <Button kind="primary" isBusy={submit.busy} onClick={() => void withdraw()}>
              {say('known-values.withdraw.act')}
            </Button>
            <Button onClick={() => setLeaving(null)}>{say('platform.act.cancel')}</Button>
          </div>
        </div>
      </Dialog>
    </Page>
  );
}

type CardProps = {
  readonly kind: KnownValueKind;
  readonly values: readonly KnownValue[];
  readonly onWithdraw: (known: KnownValue) => void;
};

function KnownCard({ kind, values, onWithdraw }: CardProps) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const add = () =>
    submit.run([kind, value, reason], async (idempotencyKey) => {
      const body = { kind, value, ...(reason.trim() === '' ? {} : { reason }) };
      await call('POST /api/v1/known-values', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['known-value'] });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      setValue('');
      setReason('');
      toastDone(say('known-values.add.done'), say('platform.act.close'));
    });
  const wrong = fieldProblem('value');
  return (
    <Card
      title={say(`known-values.kind.${kind}`)}
      note={say('observables.list.count', { total: values.length })}
      isTight
    >
      <p className="m-observables-more m-second">{say(`known-values.about.${kind}`)}</p>
      {values.length === 0 && <Empty>{say('known-values.list.empty')}</Empty>}
      <ul className="m-observables">
        {values.map((one) => (
          <li key={one.id} className="m-observable">
            <span className="m-mono m-observable-value">{one.defanged}</span>
            {may('known-values.withdraw') && (
              <span className="m-observable-acts">
                <Button
                  size="small"
                  aria-label={`${say('known-values.withdraw.act')}: ${one.defanged}`}
                  onClick={() => onWithdraw(one)}
                >
                  {say('known-values.withdraw.act')}
                </Button>
              </span>
            )}
            <div className="m-observable-line m-second">
              {one.reason !== '' && <span>{one.reason}</span>}
              <span>
                {one.addedBy.name} ・ <Moment at={one.addedAt} as="short" />
              </span>
            </div>
          </li>
        ))}
      </ul>
      {may('known-values.add') && (
        <form
          className="m-known-form"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextField
            label={say('known-values.field.value')}
            value={value}
            maxLength={2048}
            required
            problem={wrong}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <TextField
            label={say('known-values.field.reason')}
            value={reason}
            maxLength={300}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" icon={IconPlus} isBusy={submit.busy} disabled={value.trim() === ''}>
            {say('known-values.add.act')}
          </Button>
          {wrong === null && <Refusal problem={submit.problem} />}
        </form>
      )}
    </Card>
  );
}
