import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Channel, Member } from '../queries.ts';
import { ChannelFields, filled } from './channel-fields.tsx';

/** Somebody says how they themselves are reached. */
export function OwnReachForm({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [channels, setChannels] = useState<readonly Channel[]>(member.channels ?? []);
  const save = async () => {
    const body = { channels: filled(channels), language: member.language };
    await submit.run([member.version, body], async (idempotencyKey) => {
      await call('POST /api/v1/members/{id}/reach', {
        ...{ params: { id: member.id }, version: member.version, body, idempotencyKey },
      });
      toastDone(say('team.form.saved', { name: member.name }), say('platform.act.close'));
      onClose();
    });
    await Promise.all(['member', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ChannelFields
        legend={say('team.column.reach')}
        channels={channels}
        onChange={setChannels}
        hasPush={member.accountId !== null}
        problemAt={(at) => problemOf(`channels.${at}`)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy}>
          {say('team.form.save')}
        </Button>
      </div>
    </form>
  );
}
