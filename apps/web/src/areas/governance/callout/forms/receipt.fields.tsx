import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Check, Notice, TextField } from '../../../../ui/field.tsx';
import { newReceipt, type Receipt, readValues } from '../receipt.draft.ts';

type Props = {
  readonly receipt: Receipt | null;
  readonly problem: string | null;
  readonly onChange: (receipt: Receipt | null) => void;
};

/** How to read what a service reports on a word: whether it arrived, and what was answered. */
export function ReceiptFields({ receipt, problem, onChange }: Props) {
  const { say } = useSay();
  return (
    <fieldset className="m-field m-call-receipt">
      <Check
        label={say('call-outs.receipt.title')}
        checked={receipt !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? newReceipt : null)}
      />
      {receipt !== null && <Fields receipt={receipt} onChange={onChange} />}
      {problem !== null && <Notice tone="red">{problem}</Notice>}
    </fieldset>
  );
}

function Fields({ receipt, onChange }: { readonly receipt: Receipt; readonly onChange: (receipt: Receipt) => void }) {
  const { say } = useSay();
  const change = (more: Partial<Receipt>) => onChange({ ...receipt, ...more });
  return (
    <>
      <p className="m-second">{say('call-outs.receipt.explained', { example: '{{receipt}}' })}</p>
      <TextField
        label={say('call-outs.receipt.state-field')}
        hint={say('call-outs.receipt.state-hint')}
        maxLength={100}
        spellCheck={false}
        value={receipt.stateField}
        onChange={(event) => change({ stateField: event.currentTarget.value })}
      />
      <div className="m-call-pair">
        <Values
          label={say('call-outs.receipt.delivered')}
          values={receipt.delivered}
          onChange={(delivered) => change({ delivered })}
        />
        <Values
          label={say('call-outs.receipt.failed')}
          values={receipt.failed}
          onChange={(failed) => change({ failed })}
        />
      </div>
      <TextField
        label={say('call-outs.receipt.reply-field')}
        hint={say('call-outs.receipt.reply-hint')}
        maxLength={100}
        spellCheck={false}
        value={receipt.replyField}
        onChange={(event) => change({ replyField: event.currentTarget.value })}
      />
      <div className="m-call-pair">
        <Values
          label={say('call-outs.receipt.acknowledged')}
          values={receipt.acknowledged}
          onChange={(acknowledged) => change({ acknowledged })}
        />
        <Values
          label={say('call-outs.receipt.refused')}
          values={receipt.refused}
          onChange={(refused) => change({ refused })}
        />
      </div>
      <details open={receipt.wordField !== '' || receipt.fromField !== ''}>
        <summary>{say('call-outs.receipt.fixed')}</summary>
        <div className="m-form">
          <p className="m-second">{say('call-outs.receipt.fixed-hint')}</p>
          <div className="m-call-pair">
            <TextField
              label={say('call-outs.receipt.word-field', { example: '{{word}}' })}
              maxLength={100}
              spellCheck={false}
              value={receipt.wordField}
              onChange={(event) => change({ wordField: event.currentTarget.value })}
            />
            <TextField
              label={say('call-outs.receipt.from-field')}
              maxLength={100}
              spellCheck={false}
              value={receipt.fromField}
              onChange={(event) => change({ fromField: event.currentTarget.value })}
            />
          </div>
        </div>
      </details>
    </>
  );
}

/** Values as they are typed; read with each stroke, so that what is saved is what stands there. */
function Values({
  label,
  values,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}) {
  const { say } = useSay();
  const [typed, setTyped] = useState(values.join(', '));
  return (
    <TextField
      label={label}
      hint={say('call-outs.receipt.values-hint')}
      maxLength={500}
      spellCheck={false}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readValues(event.currentTarget.value));
      }}
    />
  );
}
