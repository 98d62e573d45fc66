import { mostInstructionRecipients } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { recipientsIn } from '../paste.rules.ts';
import { instructionsQuery } from '../queries.ts';
import { joined, type TypedRecipient, typedOf } from '../recipients.rules.ts';

type Props = {
  readonly recipients: readonly TypedRecipient[];
  readonly onChange: (recipients: readonly TypedRecipient[]) => void;
  /** What is wrong with a field, by its path in the request. */
  readonly problem: (path: string) => string | null;
};

/** To whom: typed one by one, pasted as a list, or taken from an instruction that was sent earlier. */
export function RecipientFields({ recipients, onChange, problem }: Props) {
  const { say, locale } = useSay();
  const [pasted, setPasted] = useState<string | null>(null);
  const [isEarlier, setEarlier] = useState(false);
  const change = (key: number, part: Partial<TypedRecipient>) =>
    onChange(recipients.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const take = (found: readonly Omit<TypedRecipient, 'key'>[]) => onChange(joined(recipients, found));
  const empty = typedOf({ locale });
  return (
    <fieldset className="m-form">
      <legend className="m-field-label">{say('instructions.field.recipients')}</legend>
      {recipients.map((one, at) => (
        <fieldset key={one.key} className="m-recipient-form">
          <div className="m-row">
            <legend className="m-strong">{say('instructions.recipient.nth', { number: at + 1 })}</legend>
            {recipients.length > 1 && (
              <Button
                kind="plain"
                size="small"
                onClick={() => onChange(recipients.filter(({ key }) => key !== one.key))}
              >
                {say('instructions.recipient.remove')}
              </Button>
            )}
          </div>
          <TextField
            label={say('instructions.recipient.name')}
            required
            maxLength={200}
            value={one.name}
            problem={problem(`recipients.${at}.name`)}
            onChange={(event) => change(one.key, { name: event.currentTarget.value })}
          />
          <TextField
            label={say('instructions.recipient.address')}
            type="email"
            maxLength={254}
            value={one.address}
            problem={problem(`recipients.${at}.address`)}
            onChange={(event) => change(one.key, { address: event.currentTarget.value })}
          />
          <TextField
            label={say('instructions.recipient.department')}
            maxLength={200}
            value={one.department}
            onChange={(event) => change(one.key, { department: event.currentTarget.value })}
          />
          <SelectField
            label={say('instructions.recipient.language')}
            value={one.locale}
            onChange={(event) => change(one.key, { locale: event.currentTarget.value === 'en' ? 'en' : 'ja' })}
          >
            <option value="ja" lang="ja">
              日本語
            </option>
            <option value="en" lang="en">
              English
            </option>
          </SelectField>
          <TextField
            label={say('instructions.recipient.superior-name')}
            maxLength={200}
            value={one.superiorName}
            onChange={(event) => change(one.key, { superiorName: event.currentTarget.value })}
          />
          <TextField
            label={say('instructions.recipient.superior-address')}
            type="email"
            maxLength={254}
            value={one.superiorAddress}
            problem={problem(`recipients.${at}.superior.address`)}
            onChange={(event) => change(one.key, { superiorAddress: event.currentTarget.value })}
          />
        </fieldset>
      ))}
      <div className="m-row m-recipient-ways">
        <Button
          size="small"
          icon={IconPlus}
          disabled={recipients.length >= mostInstructionRecipients}
          onClick={() => onChange([...recipients, { ...empty, key: nextKey(recipients) }])}
        >
          {say('instructions.recipient.add')}
        </Button>
        <Button
          size="small"
          kind="plain"
          aria-expanded={pasted !== null}
          onClick={() => setPasted(pasted === null ? '' : null)}
        >
          {say('instructions.recipient.paste')}
        </Button>
        <Button size="small" kind="plain" aria-expanded={isEarlier} onClick={() => setEarlier(!isEarlier)}>
          {say('instructions.recipient.earlier')}
        </Button>
      </div>
      {pasted !== null && (
        <div className="m-form">
          <ProseField
            label={say('instructions.recipient.paste')}
            hint={say('instructions.recipient.paste-hint')}
            rows={3}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <div className="m-row">
            <Button
              size="small"
              disabled={recipientsIn(pasted).length === 0}
              onClick={() => {
                take(recipientsIn(pasted).map((one) => ({ ...empty, ...one })));
                setPasted(null);
              }}
            >
              {say('instructions.recipient.take', { count: recipientsIn(pasted).length })}
            </Button>
          </div>
        </div>
      )}
      {isEarlier && <EarlierRecipients onTake={take} />}
    </fieldset>
  );
}

const nextKey = (recipients: readonly TypedRecipient[]) => Math.max(0, ...recipients.map(({ key }) => key)) + 1;

/** The recipients of an instruction that was sent earlier, from any record that the reader sees. */
function EarlierRecipients(props: { readonly onTake: (found: readonly Omit<TypedRecipient, 'key'>[]) => void }) {
  const { say } = useSay();
  const list = useInfiniteQuery(instructionsQuery({}));
  const instructions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [chosen, setChosen] = useState('');
  const found = instructions.find(({ id }) => id === chosen);
  if (list.data !== undefined && instructions.length === 0)
    return <p className="m-second">{say('instructions.recipient.earlier-none')}</p>;
  return (
    <div className="m-form">
      <SelectField
        label={say('instructions.recipient.earlier')}
        hint={found?.recipients.map(({ name }) => name).join('、')}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        <option value="">{say('instructions.recipient.earlier-choose')}</option>
        {instructions.map((one) => (
          <option key={one.id} value={one.id}>
            {say('instructions.recipient.earlier-one', {
              number: one.number,
              title: one.title,
              count: one.recipients.length,
            })}
          </option>
        ))}
      </SelectField>
      <div className="m-row">
        <Button
          size="small"
          disabled={found === undefined}
          onClick={() => {
            props.onTake((found?.recipients ?? []).map(typedOf));
            setChosen('');
          }}
        >
          {say('instructions.recipient.take', { count: found?.recipients.length ?? 0 })}
        </Button>
        {list.hasNextPage && (
          <Button size="small" kind="plain" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('instructions.recipient.earlier-more')}
          </Button>
        )}
      </div>
    </div>
  );
}
