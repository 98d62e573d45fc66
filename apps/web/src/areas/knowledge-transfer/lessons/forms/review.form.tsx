import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Review } from '../queries.ts';

const lined = (items: readonly string[]) => items.join('\n');
const items = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Writes the review of a record: saved as often as one likes, finished once. */
export function ReviewForm({ review }: { readonly review: Review }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const { texts } = review;
  const [heldOn, setHeldOn] = useState(texts.heldOn ?? '');
  const [participants, setParticipants] = useState(lined(texts.participants));
  const [happened, setHappened] = useState(texts.happened);
  const [whys, setWhys] = useState(lined(texts.whys));
  const [rootCause, setRootCause] = useState(texts.rootCause);
  const [wentWell, setWentWell] = useState(lined(texts.wentWell));
  const [wentBadly, setWentBadly] = useState(lined(texts.wentBadly));
  const [isAsking, setAsking] = useState(false);

  const body = {
    heldOn: heldOn === '' ? null : heldOn,
    participants: items(participants),
    happened: happened.trim(),
    whys: items(whys),
    rootCause: rootCause.trim(),
    wentWell: items(wentWell),
    wentBadly: items(wentBadly),
  };
  const refresh = () => queries.invalidateQueries({ queryKey: ['review'] });
  const save = (finishes: boolean) =>
    submit.run([review.id, review.version, body, finishes], async (idempotencyKey) => {
      const params = { id: review.id };
      const saved = await call('PATCH /api/v1/reviews/{id}', {
        params,
        body,
        version: review.version,
        idempotencyKey,
      });
      if (finishes) await call('POST /api/v1/reviews/{id}/finish', { params, body: {}, version: saved.version });
      toastDone(say(finishes ? 'lessons.review.finished' : 'lessons.review.saved'), say('platform.act.close'));
      setAsking(false);
    });

  return (
    <form
      className="m-form m-review-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(false).finally(refresh);
      }}
    >
      <div className="m-review-pair">
        <TextField
          type="date"
          label={say('lessons.field.held')}
          value={heldOn}
          problem={problemOf('heldOn')}
          onChange={(event) => setHeldOn(event.currentTarget.value)}
        />
        <ProseField
          label={say('lessons.field.participants')}
          hint={say('lessons.field.one-each-line')}
          rows={2}
          value={participants}
          problem={problemOf('participants')}
          onChange={(event) => setParticipants(event.currentTarget.value)}
        />
      </div>
      <ProseField
        label={say('lessons.field.happened')}
        rows={5}
        maxLength={10_000}
        value={happened}
        problem={problemOf('happened')}
        onChange={(event) => setHappened(event.currentTarget.value)}
      />
      <ProseField
        label={say('lessons.field.whys')}
        hint={say('lessons.field.whys-hint')}
        rows={4}
        value={whys}
        problem={problemOf('whys')}
        onChange={(event) => setWhys(event.currentTarget.value)}
      />
      <ProseField
        label={say('lessons.field.cause')}
        hint={say('lessons.field.cause-hint')}
        rows={3}
        maxLength={10_000}
        value={rootCause}
        problem={problemOf('rootCause')}
        onChange={(event) => setRootCause(event.currentTarget.value)}
      />
      <div className="m-review-pair">
        <ProseField
          label={say('lessons.field.went-well')}
          hint={say('lessons.field.one-each-line')}
          rows={4}
          value={wentWell}
          problem={problemOf('wentWell')}
          onChange={(event) => setWentWell(event.currentTarget.value)}
        />
        <ProseField
          label={say('lessons.field.went-badly')}
          hint={say('lessons.field.one-each-line')}
          rows={4}
          value={wentBadly}
          problem={problemOf('wentBadly')}
          onChange={(event) => setWentBadly(event.currentTarget.value)}
        />
      </div>
      <Refusal problem={submit.problem} />
      {isAsking ? (
        <Notice
          tone="amber"
          actions={
            <div className="m-row">
              <Button size="small" onClick={() => setAsking(false)}>
                {say('platform.act.cancel')}
              </Button>
              <Button size="small" kind="primary" isBusy={submit.busy} onClick={() => void save(true).finally(refresh)}>
                {say('lessons.review.finish-yes')}
              </Button>
            </div>
          }
        >
          {say('lessons.review.finish-ask')}
        </Notice>
      ) : (
        <div className="m-dialog-end">
          <Button type="submit" isBusy={submit.busy}>
            {say('lessons.review.save')}
          </Button>
          <Button kind="primary" disabled={submit.busy} onClick={() => setAsking(true)}>
            {say('lessons.review.finish')}
          </Button>
        </div>
      )}
    </form>
  );
}
