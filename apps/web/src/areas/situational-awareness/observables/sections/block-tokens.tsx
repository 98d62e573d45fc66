import { type BlockListName, blockListNames } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Notice, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type BlockToken, blockTokensQuery, type CreatedBlockToken } from '../block.queries.ts';

/** The keys of devices, and the addresses to hand to whoever runs them. */
export function BlockTokens() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery(blockTokensQuery);
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<CreatedBlockToken | null>(null);
  const [ending, setEnding] = useState<BlockToken | null>(null);
  const end = () =>
    submit.run(ending?.id, async (idempotencyKey) => {
      await call('POST /api/v1/block-tokens/{id}/revoke', {
        params: { id: ending?.id ?? '' },
        body: {},
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['block-token'] });
      toastDone(say('block-list.tokens.revoke.done'), say('platform.act.close'));
      setEnding(null);
    });
  return (
    <Card
      title={say('block-list.tokens.title')}
      actions={
        <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
          {say('block-list.tokens.create')}
        </Button>
      }
      isTight
    >
      <p className="m-observables-none m-second">{say('block-list.tokens.about')}</p>
      {list.data === undefined && <Waiting query={list} />}
      {list.data?.items.length === 0 && <Empty>{say('block-list.tokens.empty')}</Empty>}
      <ul className="m-observables">
        {list.data?.items.map((one) => (
          <li key={one.id} className="m-observable">
            <span className="m-strong">{one.name}</span>
            <span className="m-observable-acts">
              <Button
                size="small"
                aria-label={`${say('block-list.tokens.revoke')}: ${one.name}`}
                onClick={() => setEnding(one)}
              >
                {say('block-list.tokens.revoke')}
              </Button>
            </span>
            <div className="m-observable-line m-second">
              {one.lists.map((name) => (
                <Chip key={name}>{say(`block-list.name.${name}`)}</Chip>
              ))}
              <span>
                {one.createdBy.name} ・ <Moment at={one.createdAt} as="short" />
              </span>
            </div>
          </li>
        ))}
      </ul>
      <Dialog
        title={say('block-list.tokens.create')}
        isOpen={isAdding}
        onClose={() => {
          setAdding(false);
          setCreated(null);
        }}
      >
        {created === null ? (
          <TokenForm onCancel={() => setAdding(false)} onDone={setCreated} />
        ) : (
          <Addresses
            created={created}
            onClose={() => {
              setAdding(false);
              setCreated(null);
            }}
          />
        )}
      </Dialog>
      <Dialog title={say('block-list.tokens.revoke.title')} isOpen={ending !== null} onClose={() => setEnding(null)}>
        <div className="m-stack">
          <p>{say('block-list.tokens.revoke.explained', { name: ending?.name ?? '' })}</p>
          <Refusal problem={submit.problem} />
          <div className="m-row">
            <Button kind="primary" isBusy={submit.busy} onClick={() => void end()}>
              {say('block-list.tokens.revoke')}
            </Button>
            <Button onClick={() => setEnding(null)}>{say('platform.act.cancel')}</Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}

type TokenFormProps = { readonly onCancel: () => void; readonly onDone: (created: CreatedBlockToken) => void };

function TokenForm({ onCancel, onDone }: TokenFormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [name, setName] = useState('');
  const [lists, setLists] = useState<ReadonlySet<BlockListName>>(new Set(['ipv4', 'ipv6', 'domain', 'url']));
  const create = () =>
    submit.run(null, async () => {
      const body = { name, lists: blockListNames.filter((one) => lists.has(one)) };
      onDone(await call('POST /api/v1/block-tokens', { body }));
      await queries.invalidateQueries({ queryKey: ['block-token'] });
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField
        label={say('block-list.tokens.name')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className="m-field">
        <legend className="m-field-label">{say('block-list.tokens.lists')}</legend>
        {blockListNames.map((one) => (
          <Check
            key={one}
            checked={lists.has(one)}
            label={say(`block-list.name.${one}`)}
            onChange={() => {
              const next = new Set(lists);
              if (!next.delete(one)) next.add(one);
              setLists(next);
            }}
          />
        ))}
      </fieldset>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={name.trim() === '' || lists.size === 0}>
          {say('block-list.tokens.create')}
        </Button>
      </div>
    </form>
  );
}

function Addresses({ created, onClose }: { readonly created: CreatedBlockToken; readonly onClose: () => void }) {
  const { say } = useSay();
  const field = (label: string, value: string) => (
    <CopyField
      label={label}
      value={value}
      copyLabel={say('platform.act.copy')}
      copiedLabel={say('platform.act.copied')}
    />
  );
  return (
    <div className="m-stack">
      <Notice tone="amber">{say('block-list.tokens.once')}</Notice>
      {created.addresses.map(({ list, text, csv }) => (
        <div key={list} className="m-stack">
          {field(say('block-list.tokens.text', { list: say(`block-list.name.${list}`) }), text)}
          {field(say('block-list.tokens.csv', { list: say(`block-list.name.${list}`) }), csv)}
        </div>
      ))}
      <div className="m-dialog-end">
        <Button kind="primary" onClick={onClose}>
          {say('platform.act.close')}
        </Button>
      </div>
    </div>
  );
}
