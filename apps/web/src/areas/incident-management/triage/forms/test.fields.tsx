import { reportChannels, triageLevels } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Check, SelectField } from '../../../../ui/field.tsx';
import { emptyTest, type Test, type TestKind, testKinds, withWords, wordsOf } from '../condition.builder.ts';
import { WordsField } from './words.field.tsx';

type TestFieldsProps = {
  readonly test: Test;
  readonly isNot: boolean;
  readonly onChange: (change: { readonly test?: Test; readonly isNot?: boolean }) => void;
};

/** One test: what is looked at, whether it must or must not be so, and the words. */
export function TestFields({ test, isNot, onChange }: TestFieldsProps) {
  const { say } = useSay();
  return (
    <div className="m-test">
      <div className="m-test-head">
        <SelectField
          label={say('triage.test.kind')}
          value={test.kind}
          onChange={(event) => onChange({ test: emptyTest(event.currentTarget.value as TestKind) })}
        >
          {testKinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(`triage.test.kind.${kind}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('triage.test.sense')}
          value={isNot ? 'not' : 'is'}
          onChange={(event) => onChange({ isNot: event.currentTarget.value === 'not' })}
        >
          <option value="is">{say('triage.test.is')}</option>
          <option value="not">{say('triage.test.is-not')}</option>
        </SelectField>
      </div>
      <Values test={test} onChange={(next) => onChange({ test: next })} />
    </div>
  );
}

function Values({ test, onChange }: { readonly test: Test; readonly onChange: (test: Test) => void }) {
  const { say } = useSay();
  const setWords = (words: readonly string[]) => onChange(withWords(test, words));
  switch (test.kind) {
    case 'sender-internal':
      return (
        <SelectField
          label={say('triage.test.kind.sender-internal')}
          value={test.is ? 'inside' : 'outside'}
          onChange={(event) => onChange({ ...test, is: event.currentTarget.value === 'inside' })}
        >
          <option value="inside">{say('triage.test.inside')}</option>
          <option value="outside">{say('triage.test.outside')}</option>
        </SelectField>
      );
    case 'channel':
      return (
        <Boxes
          legend={say('triage.test.kind.channel')}
          options={reportChannels.map((value) => ({ value, label: say(`triage.channel.${value}`) }))}
          chosen={test.isOneOf}
          onChange={setWords}
        />
      );
    case 'severity-hint':
      return (
        <Boxes
          legend={say('triage.test.kind.severity-hint')}
          options={triageLevels.map((value) => ({ value, label: say(`triage.urgency.${value}`) }))}
          chosen={test.isOneOf}
          onChange={setWords}
        />
      );
    case 'mailbox':
      return <Mailboxes chosen={test.isOneOf} onChange={setWords} />;
    case 'text':
      return (
        <>
          <SelectField
            label={say('triage.test.where')}
            value={test.in}
            onChange={(event) => onChange({ ...test, in: event.currentTarget.value as typeof test.in })}
          >
            <option value="either">{say('triage.test.in.either')}</option>
            <option value="title">{say('triage.test.in.title')}</option>
            <option value="text">{say('triage.test.in.text')}</option>
          </SelectField>
          <WordsField
            label={say('triage.test.phrases')}
            hint={say('triage.test.phrases-hint')}
            words={test.contains}
            onChange={setWords}
          />
        </>
      );
    default:
      return (
        <WordsField
          key={test.kind}
          label={say(`triage.test.words.${test.kind}`)}
          hint={say('triage.test.words-hint')}
          words={wordsOf(test)}
          onChange={setWords}
        />
      );
  }
}

type BoxesProps = {
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

function Boxes({ legend, options, chosen, onChange }: BoxesProps) {
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{legend}</legend>
      <div className="m-boxes">
        {options.map(({ value, label }) => (
          <Check
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The addresses that mail comes in by; whoever may not list them sees those chosen by their ids. */
function Mailboxes({ chosen, onChange }: Pick<BoxesProps, 'chosen' | 'onChange'>) {
  const { say } = useSay();
  const { may } = useMe();
  const mailboxes = useQuery({
    queryKey: ['mailbox', 'list'],
    queryFn: () => call('GET /api/v1/mailboxes'),
    enabled: may('mailboxes.list'),
  });
  const known = (mailboxes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const unknown = chosen.filter((id) => !known.some((one) => one.value === id)).map((id) => ({ value: id, label: id }));
  if (known.length + unknown.length === 0) return <p className="m-second">{say('triage.test.no-mailboxes')}</p>;
  return (
    <Boxes
      legend={say('triage.test.kind.mailbox')}
      options={[...known, ...unknown]}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
