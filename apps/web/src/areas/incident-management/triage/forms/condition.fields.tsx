import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, SelectField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { type Built, type BuiltLine, type BuiltTest, emptyTest } from '../condition.builder.ts';
import { TestFields } from './test.fields.tsx';
import './rule.css';

type ConditionFieldsProps = { readonly built: Built; readonly onChange: (built: Built) => void };

const blankTest: BuiltTest = { isNot: false, test: emptyTest('text') };
const blankLine: BuiltLine = { isNot: false, match: 'any', tests: [blankTest] };

const replaced = <T,>(list: readonly T[], at: number, by: T) => list.map((one, index) => (index === at ? by : one));
const without = <T,>(list: readonly T[], at: number) => list.filter((_, index) => index !== at);

/** Builds a condition: lines that all or any must hold; a line is one test, or a group of tests. */
export function ConditionFields({ built, onChange }: ConditionFieldsProps) {
  const { say } = useSay();
  const setLines = (lines: readonly BuiltLine[]) => onChange({ ...built, lines });
  return (
    <fieldset className="m-rule-part">
      <legend>{say('triage.rule.condition')}</legend>
      {built.lines.length > 1 && (
        <MatchField
          label={say('triage.condition.match')}
          match={built.match}
          onChange={(match) => onChange({ ...built, match })}
        />
      )}
      {built.lines.length === 0 && <p className="m-second">{say('triage.condition.always-hint')}</p>}
      {built.lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <fieldset key={`${at} of ${built.lines.length}`} className="m-line">
          <legend>{say('triage.condition.line', { number: at + 1 })}</legend>
          <LineFields line={line} onChange={(next) => setLines(replaced(built.lines, at, next))} />
          <div className="m-form-end">
            {line.tests.length < 20 && (
              <Button
                size="small"
                icon={IconPlus}
                onClick={() => setLines(replaced(built.lines, at, { ...line, tests: [...line.tests, blankTest] }))}
              >
                {say('triage.condition.add-test')}
              </Button>
            )}
            <Button size="small" onClick={() => setLines(without(built.lines, at))}>
              {say('triage.condition.remove-line')}
            </Button>
          </div>
        </fieldset>
      ))}
      {built.lines.length < 20 && (
        <div>
          <Button size="small" icon={IconPlus} onClick={() => setLines([...built.lines, blankLine])}>
            {say('triage.condition.add-line')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function LineFields({ line, onChange }: { readonly line: BuiltLine; readonly onChange: (line: BuiltLine) => void }) {
  const { say } = useSay();
  const isGroup = line.tests.length > 1;
  return (
    <>
      {isGroup && (
        <div className="m-test-head">
          <MatchField
            label={say('triage.condition.match-tests')}
            match={line.match}
            onChange={(match) => onChange({ ...line, match })}
          />
          <Check
            label={say('triage.condition.turn-round')}
            checked={line.isNot}
            onChange={(event) => onChange({ ...line, isNot: event.currentTarget.checked })}
          />
        </div>
      )}
      {line.tests.map(({ isNot, test }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests have no identity but their place
        <div key={`${at} of ${line.tests.length}`} className="m-line-test">
          <TestFields
            test={test}
            isNot={isNot}
            onChange={(change) => onChange({ ...line, tests: replaced(line.tests, at, { isNot, test, ...change }) })}
          />
          {isGroup && (
            <div>
              <Button size="small" onClick={() => onChange({ ...line, tests: without(line.tests, at) })}>
                {say('triage.condition.remove-test')}
              </Button>
            </div>
          )}
        </div>
      ))}
    </>
  );
}

type MatchFieldProps = {
  readonly label: string;
  readonly match: 'all' | 'any';
  readonly onChange: (match: 'all' | 'any') => void;
};

function MatchField({ label, match, onChange }: MatchFieldProps) {
  const { say } = useSay();
  return (
    <SelectField
      label={label}
      value={match}
      onChange={(event) => onChange(event.currentTarget.value === 'all' ? 'all' : 'any')}
    >
      <option value="all">{say('triage.condition.match-all')}</option>
      <option value="any">{say('triage.condition.match-any')}</option>
    </SelectField>
  );
}
