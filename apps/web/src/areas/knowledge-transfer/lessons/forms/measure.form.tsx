import { type ImprovementKind, improvementKinds } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Measure, ownersQuery } from '../queries.ts';

type Props = {
  readonly subjectId: string;
  /** Left out: a new one. */
  readonly measure?: Measure | undefined;
  readonly onClose: () => void;
};

const outside = 'outside';

/** Adds a measure, or changes an open one. */
export function MeasureForm({ subjectId, measure, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const people = useQuery(ownersQuery(subjectId));
  const [kind, setKind] = useState<ImprovementKind>(measure?.kind ?? 'permanent');
  const [title, setTitle] = useState(measure?.title ?? '');
  const [detail, setDetail] = useState(measure?.detail ?? '');
  const [owner, setOwner] = useState(measure === undefined ? '' : (measure.owner.accountId ?? outside));
  const [ownerName, setOwnerName] = useState(
    measure !== undefined && measure.owner.accountId === null ? measure.owner.name : '',
  );
  const [dueOn, setDueOn] = useState(measure?.dueOn ?? '');
  const isOutside = owner === outside;
  const words = {
    kind,
    title: title.trim(),
    detail: detail.trim() === '' ? null : detail.trim(),
    ownerId: owner === '' || isOutside ? null : owner,
    ownerName: isOutside && ownerName.trim() !== '' ? ownerName.trim() : null,
    dueOn,
  };
  const save = () =>
    submit.run([measure?.id, measure?.version, words], async (idempotencyKey) => {
      if (measure === undefined) await call('POST /api/v1/measures', { body: { subjectId, ...words }, idempotencyKey });
      else
        await call('PATCH /api/v1/measures/{id}', {
          params: { id: measure.id },
          body: words,
          version: measure.version,
          idempotencyKey,
        });
      toastDone(say('lessons.measure.saved'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save().finally(() =>
          Promise.all([
            queries.invalidateQueries({ queryKey: ['review'] }),
            queries.invalidateQueries({ queryKey: ['measure'] }),
          ]),
        );
      }}
    >
      <TextField
        label={say('lessons.field.measure')}
        required
        maxLength={300}
        data-autofocus
        value={title}
        problem={problemOf('title')}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Choices
        label={say('lessons.field.kind')}
        value={kind}
        options={improvementKinds.map((value) => ({ value, label: say(`lessons.kind.${value}`) }))}
        onChoose={setKind}
      />
      <SelectField
        label={say('lessons.field.owner')}
        required
        value={owner}
        problem={problemOf('ownerId')}
        onChange={(event) => setOwner(event.currentTarget.value)}
      >
        <option value="">{say('lessons.field.owner-choose')}</option>
        {(people.data?.items ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value={outside}>{say('lessons.field.owner-outside')}</option>
      </SelectField>
      {isOutside && (
        <TextField
          label={say('lessons.field.owner-name')}
          required
          maxLength={200}
          value={ownerName}
          problem={problemOf('ownerName')}
          onChange={(event) => setOwnerName(event.currentTarget.value)}
        />
      )}
      <TextField
        type="date"
        label={say('lessons.field.due')}
        required
        value={dueOn}
        problem={problemOf('dueOn')}
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      <ProseField
        label={say('lessons.field.detail')}
        rows={3}
        maxLength={4_000}
        value={detail}
        problem={problemOf('detail')}
        onChange={(event) => setDetail(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={submit.busy}
          disabled={words.title === '' || dueOn === '' || owner === ''}
        >
          {say(measure === undefined ? 'lessons.measure.add' : 'lessons.measure.save')}
        </Button>
      </div>
    </form>
  );
}
