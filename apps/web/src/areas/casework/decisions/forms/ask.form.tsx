import { decisionReversibles, decisionRisks, mostDecisionOptions } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { authorityLink, useWhoMay } from '../../../governance/authority/sections/who-may.hook.ts';
import type { AskBody, Decision } from '../queries.ts';
import { ActionFields, actionBody, emptyAction, type Initial } from './action.fields.tsx';
import { placesToTake } from './supersede.rules.ts';

type OptionDraft = AskBody['options'][number];
const emptyOption: OptionDraft = {
  ...{ title: '', business: '', technical: '', risk: 'unknown', riskText: '', cost: '', reversible: 'unknown' },
  isOrder: false,
};
const letters = ['A', 'B', 'C', 'D', 'E', 'F'];

type Props = {
  readonly subjectId: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | null;
  readonly supersedable: readonly Decision[];
  /** What the one who asks comes from, a task for example, has said already. */
  readonly initial?: Initial | undefined;
  readonly onClose: () => void;
};

/** The brief: one question, its options side by side, and whom the matrix lets decide. */
export function AskForm({ subjectId, severity, supersedable, initial, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [action, setAction] = useState(initial?.action ?? emptyAction);
  const [words, setWords] = useState({ question: initial?.question ?? '', whyNow: '', waitingCost: '' });
  const [due, setDue] = useState('');
  const [options, setOptions] = useState<readonly OptionDraft[]>([
    { ...emptyOption, isOrder: true, title: initial?.order ?? '' },
    { ...emptyOption, title: initial === undefined ? '' : say('decisions.form.leave') },
  ]);
  const [csirt, setCsirt] = useState({ option: '', reason: '' });
  const [vendor, setVendor] = useState({ name: '', option: '', reason: '' });
  const [members, setMembers] = useState<readonly string[]>([]);
  const [chosenPlace, setPlace] = useState('');
  const { offered, supersedesId } = placesToTake(actionBody(action), { decided: supersedable, chosen: chosenPlace });
  const who = useWhoMay({
    actionKind: action.actionKind,
    ...actionBody(action).target,
    ...(severity === null ? {} : { severity }),
  });
  const able = who.data?.mayOrder ?? [];
  const chosen = members.filter((id) => able.some(({ memberId }) => memberId === id));
  const setOption = (at: number, change: Partial<OptionDraft>) =>
    setOptions(options.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const send = () => {
    const body: AskBody = {
      question: words.question.trim(),
      whyNow: words.whyNow.trim(),
      waitingCost: words.waitingCost.trim(),
      decideByAt: due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null),
      options: options.map((option) => ({ ...option, title: option.title.trim() })),
      csirt: csirt.option === '' ? null : { option: csirt.option, reason: csirt.reason.trim() },
      vendor:
        vendor.option === '' || vendor.name.trim() === ''
          ? null
          : { name: vendor.name.trim(), option: vendor.option, reason: vendor.reason.trim() },
      ...actionBody(action),
      memberIds: [...chosen],
      supersedesId,
    };
    return submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/subjects/{id}/decisions', { params: { id: subjectId }, body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['decision'] });
      toastDone(say('decisions.form.sent'), say('platform.act.close'));
      onClose();
    });
  };
  const isReady =
    words.question.trim() !== '' &&
    words.whyNow.trim() !== '' &&
    options.every(({ title }) => title.trim() !== '') &&
    chosen.length > 0;
  const keys = options.map((_, at) => letters[at] ?? '');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ActionFields draft={action} onChange={setAction} />
      <TextField
        label={say('decisions.form.question')}
        hint={say('decisions.form.question-hint')}
        required
        maxLength={300}
        value={words.question}
        problem={problemOf('question')}
        onChange={(event) => setWords({ ...words, question: event.currentTarget.value })}
      />
      <ProseField
        label={say('decisions.form.why-now')}
        required
        rows={3}
        maxLength={2_000}
        value={words.whyNow}
        onChange={(event) => setWords({ ...words, whyNow: event.currentTarget.value })}
      />
      <TextField
        label={say('decisions.form.cost')}
        hint={say('decisions.form.cost-hint')}
        maxLength={300}
        value={words.waitingCost}
        onChange={(event) => setWords({ ...words, waitingCost: event.currentTarget.value })}
      />
      <TextField
        label={say('decisions.form.due', { zone })}
        type="datetime-local"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      {options.map((option, at) => (
        <OptionFields
          key={keys[at]}
          letter={keys[at] ?? ''}
          option={option}
          onChange={(change) => setOption(at, change)}
          onRemove={options.length > 2 && at === options.length - 1 ? () => setOptions(options.slice(0, -1)) : null}
        />
      ))}
      {options.length < mostDecisionOptions && (
        <p>
          <Button size="small" onClick={() => setOptions([...options, emptyOption])}>
            {say('decisions.form.add-option')}
          </Button>
        </p>
      )}
      <Recommended
        label={say('decisions.form.csirt')}
        keys={keys}
        value={csirt}
        onChange={(change) => setCsirt({ ...csirt, ...change })}
      />
      <Recommended
        label={say('decisions.form.vendor')}
        keys={keys}
        value={vendor}
        onChange={(change) => setVendor({ ...vendor, ...change })}
      >
        <TextField
          label={say('decisions.form.vendor-name')}
          maxLength={200}
          value={vendor.name}
          onChange={(event) => setVendor({ ...vendor, name: event.currentTarget.value })}
        />
      </Recommended>
      {offered.length > 0 && (
        <SelectField
          label={say('decisions.form.supersedes')}
          value={supersedesId ?? ''}
          onChange={(event) => setPlace(event.currentTarget.value)}
        >
          <option value="">{say('decisions.form.supersedes-none')}</option>
          {offered.map(({ id, number, question }) => (
            <option key={id} value={id}>
              {number} {question}
            </option>
          ))}
        </SelectField>
      )}
      {who.data !== undefined && able.length === 0 ? (
        <Notice tone="amber" actions={<Link to={authorityLink}>{say('decisions.form.matrix')}</Link>}>
          {say('decisions.form.nobody')}
        </Notice>
      ) : (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('decisions.form.ask')}</legend>
          {able.map(({ memberId, name, rule, by }) => (
            <Check
              key={memberId}
              label={say(by === 'delegation' ? 'decisions.form.may-by-delegation' : 'decisions.form.may', {
                name,
                rule,
              })}
              checked={chosen.includes(memberId)}
              onChange={(event) =>
                setMembers(event.currentTarget.checked ? [...chosen, memberId] : chosen.filter((id) => id !== memberId))
              }
            />
          ))}
        </fieldset>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('decisions.form.send')}
        </Button>
      </div>
    </form>
  );
}

function OptionFields(props: {
  readonly letter: string;
  readonly option: OptionDraft;
  readonly onChange: (change: Partial<OptionDraft>) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { letter, option, onChange, onRemove } = props;
  const { say } = useSay();
  const line = (field: 'business' | 'technical' | 'cost') => (
    <TextField
      label={say(`decisions.option.${field}`)}
      maxLength={field === 'cost' ? 200 : 1_000}
      value={option[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <fieldset className="m-decision-option-form m-form">
      <legend className="m-field-label">{say('decisions.form.option', { key: letter })}</legend>
      <TextField
        label={say('decisions.form.option-title')}
        required
        maxLength={200}
        value={option.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      {line('business')}
      {line('technical')}
      <SelectField
        label={say('decisions.option.risk')}
        value={option.risk}
        onChange={(event) =>
          onChange({ risk: decisionRisks.find((one) => one === event.currentTarget.value) ?? 'unknown' })
        }
      >
        {decisionRisks.map((one) => (
          <option key={one} value={one}>
            {say(`decisions.risk.${one}`)}
          </option>
        ))}
      </SelectField>
      {line('cost')}
      <SelectField
        label={say('decisions.option.reversible')}
        value={option.reversible}
        onChange={(event) =>
          onChange({ reversible: decisionReversibles.find((one) => one === event.currentTarget.value) ?? 'unknown' })
        }
      >
        {decisionReversibles.map((one) => (
          <option key={one} value={one}>
            {say(`decisions.reversible.${one}`)}
          </option>
        ))}
      </SelectField>
      <Check
        label={say('decisions.form.is-order')}
        checked={option.isOrder}
        onChange={(event) => onChange({ isOrder: event.currentTarget.checked })}
      />
      {onRemove !== null && (
        <Button size="small" onClick={onRemove}>
          {say('decisions.form.remove-option', { key: letter })}
        </Button>
      )}
    </fieldset>
  );
}

function Recommended(props: {
  readonly label: string;
  readonly keys: readonly string[];
  readonly value: { readonly option: string; readonly reason: string };
  readonly onChange: (change: { readonly option?: string; readonly reason?: string }) => void;
  readonly children?: React.ReactNode;
}) {
  const { label, keys, value, onChange, children } = props;
  const { say } = useSay();
  return (
    <>
      <SelectField
        label={label}
        value={value.option}
        onChange={(event) => onChange({ option: event.currentTarget.value })}
      >
        <option value="">{say('decisions.form.no-recommendation')}</option>
        {keys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </SelectField>
      {value.option !== '' && (
        <>
          {children}
          <TextField
            label={say('decisions.form.recommend-reason')}
            maxLength={1_000}
            value={value.reason}
            onChange={(event) => onChange({ reason: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
