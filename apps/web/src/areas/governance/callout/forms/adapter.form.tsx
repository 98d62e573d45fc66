import {
  type AdapterKind,
  type AdapterMethod,
  adapterKinds,
  adapterMethods,
  adapterVariables,
} from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { adapterBodies, readHeaders } from '../adapter.draft.ts';
import type { CallAdapter, SavedAdapter } from '../queries.ts';
import { ReceiptFields } from './receipt.fields.tsx';

/** A service by which calls leave: where to, with which keys, and what is said. Keys are written and never shown again. */
export function AdapterForm({
  adapter,
  onClose,
}: {
  readonly adapter: CallAdapter | null;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const [draft, setDraft] = useState<SavedAdapter>(
    adapter === null
      ? {
          kind: 'chat',
          name: '',
          isOn: true,
          method: 'POST',
          url: '',
          body: adapterBodies.chat,
          contentType: 'application/json',
          expectedStatus: [200, 201, 202, 204],
          isPrivateAllowed: false,
          receipt: null,
        }
      : {
          kind: adapter.kind,
          name: adapter.name,
          isOn: adapter.isOn,
          method: adapter.method,
          url: adapter.url,
          body: adapter.body,
          contentType: adapter.contentType,
          expectedStatus: adapter.expectedStatus,
          isPrivateAllowed: adapter.isPrivateAllowed,
          receipt: adapter.receipt,
        },
  );
  const [headers, setHeaders] = useState('');
  const [statuses, setStatuses] = useState(draft.expectedStatus.join(', '));
  const change = (more: Partial<SavedAdapter>) => setDraft({ ...draft, ...more });
  const save = async () => {
    const body: SavedAdapter = {
      ...draft,
      expectedStatus: statuses.split(/[\s,、]+/).flatMap((one) => (/^\d{3}$/.test(one) ? [Number(one)] : [])),
      ...(headers.trim() === '' ? {} : { headers: readHeaders(headers) }),
    };
    const isDone = await submit.run([adapter?.id, adapter?.version, body], async (idempotencyKey) => {
      if (adapter === null) await call('POST /api/v1/call-adapters', { body, idempotencyKey });
      else
        await call('PATCH /api/v1/call-adapters/{id}', {
          params: { id: adapter.id },
          body,
          version: adapter.version,
          idempotencyKey,
        });
    });
    for (const root of ['call-out-setting', 'call-out']) await queries.invalidateQueries({ queryKey: [root] });
    if (!isDone) return;
    toastDone(say('call-outs.adapter.saved'), say('platform.act.close'));
    onClose();
  };
  return (
    <Dialog
      title={say(adapter === null ? 'call-outs.adapter.add' : 'call-outs.adapter.edit')}
      isOpen
      onClose={onClose}
      size={720}
    >
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Choices<AdapterKind>
          label={say('call-outs.adapter.kind')}
          value={draft.kind}
          options={adapterKinds.map((value) => ({ value, label: say(`call-outs.way.${value}`) }))}
          onChoose={(kind) =>
            change({
              kind,
              ...(Object.values(adapterBodies).includes(draft.body) ? { body: adapterBodies[kind] } : {}),
            })
          }
        />
        <TextField
          label={say('call-outs.adapter.name')}
          required
          maxLength={100}
          data-autofocus
          value={draft.name}
          problem={problem('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <SelectField
          label={say('call-outs.adapter.method')}
          value={draft.method}
          onChange={(event) => change({ method: event.currentTarget.value as AdapterMethod })}
        >
          {adapterMethods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </SelectField>
        <TextField
          label={say('call-outs.adapter.url')}
          required
          maxLength={2_000}
          placeholder="https://"
          value={draft.url}
          problem={problem('url')}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <ProseField
          label={say('call-outs.adapter.headers')}
          hint={
            adapter === null || adapter.headerNames.length === 0
              ? say('call-outs.adapter.headers-hint')
              : say('call-outs.adapter.headers-kept', { names: adapter.headerNames.join(', ') })
          }
          rows={2}
          autoComplete="off"
          spellCheck={false}
          value={headers}
          problem={problem('headers')}
          onChange={(event) => setHeaders(event.currentTarget.value)}
        />
        {draft.method !== 'GET' && (
          <>
            <TextField
              label={say('call-outs.adapter.content-type')}
              required
              maxLength={100}
              value={draft.contentType}
              onChange={(event) => change({ contentType: event.currentTarget.value })}
            />
            <ProseField
              label={say('call-outs.adapter.body')}
              hint={say('call-outs.adapter.body-hint', {
                list: adapterVariables.map((name) => `{{${name}}}`).join(' '),
              })}
              rows={4}
              spellCheck={false}
              maxLength={8_000}
              value={draft.body}
              problem={problem('body')}
              onChange={(event) => change({ body: event.currentTarget.value })}
            />
          </>
        )}
        <TextField
          label={say('call-outs.adapter.status')}
          hint={say('call-outs.adapter.status-hint')}
          required
          value={statuses}
          problem={problem('expectedStatus')}
          onChange={(event) => setStatuses(event.currentTarget.value)}
        />
        <p className="m-second">{say('call-outs.adapter.retries')}</p>
        <ReceiptFields
          receipt={draft.receipt ?? null}
          problem={problem('receipt')}
          onChange={(receipt) => change({ receipt })}
        />
        <Check
          label={say('call-outs.adapter.private')}
          checked={draft.isPrivateAllowed}
          onChange={(event) => change({ isPrivateAllowed: event.currentTarget.checked })}
        />
        <Check
          label={say('call-outs.adapter.is-on')}
          checked={draft.isOn}
          onChange={(event) => change({ isOn: event.currentTarget.checked })}
        />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('platform.act.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
