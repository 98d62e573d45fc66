import { useId } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Check, TextField } from '../../../../ui/field.tsx';
import { IconArrowDown, IconArrowUp, IconLock } from '../../../../ui/icons.ts';
import { toCondition } from '../condition.builder.ts';
import { ConditionFields } from '../forms/condition.fields.tsx';
import { EffectFields } from '../forms/effect.fields.tsx';
import { MixedText } from '../parts/mixed-text.tsx';
import { conditionSentence } from '../rule.sentences.ts';
import { type DraftRule, isRuleUnfinished, type OpenDraft } from '../rules.draft.ts';
import './rule-row.css';

/** Names that a rule mentions by id. */
export type RuleNames = {
  readonly classes: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly compartments: ReadonlyMap<number, string>;
};

type RuleRowProps = {
  readonly rule: DraftRule;
  readonly place: number;
  readonly count: number;
  readonly names: RuleNames;
  readonly mayChange: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChange: (rule: OpenDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One rule: its place, whether it is on, what it asks and proposes; its form opens in place. */
export function RuleRow(props: RuleRowProps) {
  const { rule, place, count, mayChange, isOpen, onOpen, onMove } = props;
  const { say } = useSay();
  const nameId = useId();
  return (
    <li className="m-rule" data-off={!rule.isRestricted && !rule.isOn}>
      <div className="m-rule-head">
        <span className="m-rule-place">{place}</span>
        <div className="m-rule-text">
          {rule.isRestricted ? (
            <span className="m-rule-restricted">
              <IconLock size={15} stroke={1.75} aria-hidden="true" />
              <span id={nameId}>{say('triage.rule.restricted')}</span>
            </span>
          ) : (
            <Summary rule={rule} names={props.names} nameId={nameId} />
          )}
        </div>
        {mayChange && (
          <div className="m-rule-acts">
            <Button
              size="small"
              icon={IconArrowUp}
              disabled={place === 1}
              aria-label={say('triage.rule.up')}
              title={say('triage.rule.up')}
              aria-describedby={nameId}
              onClick={() => onMove(-1)}
            />
            <Button
              size="small"
              icon={IconArrowDown}
              disabled={place === count}
              aria-label={say('triage.rule.down')}
              title={say('triage.rule.down')}
              aria-describedby={nameId}
              onClick={() => onMove(1)}
            />
            {!rule.isRestricted && (
              <>
                <Button size="small" aria-expanded={isOpen} aria-describedby={nameId} onClick={() => onOpen(!isOpen)}>
                  {say(isOpen ? 'triage.rule.fold' : 'triage.rule.change')}
                </Button>
                <Button size="small" aria-describedby={nameId} onClick={() => props.onRemove()}>
                  {say('triage.rule.remove')}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      {isOpen && !rule.isRestricted && mayChange && <RuleForm rule={rule} onChange={props.onChange} />}
    </li>
  );
}

type SummaryProps = { readonly rule: OpenDraft; readonly names: RuleNames; readonly nameId: string };

function Summary({ rule, names, nameId }: SummaryProps) {
  const { say, locale } = useSay();
  const { effect } = rule;
  const level = [
    effect.impact === null ? null : `${say('triage.field.impact')} ${say(`triage.impact.${effect.impact}`)}`,
    effect.urgency === null ? null : `${say('triage.field.urgency')} ${say(`triage.urgency.${effect.urgency}`)}`,
  ].filter((text) => text !== null);
  const { assigneeId, compartmentId, classCode } = effect;
  return (
    <>
      <div className="m-rule-name">
        <span className="m-strong" id={nameId}>
          {rule.name === '' ? say('triage.rule.unnamed') : <MixedText text={rule.name} />}
        </span>
        {!rule.isOn && <Chip>{say('triage.rule.is-off')}</Chip>}
        {isRuleUnfinished(rule) && <Chip tone="amber">{say('triage.rule.unfinished')}</Chip>}
      </div>
      <div className="m-second">
        <MixedText text={conditionSentence(toCondition(rule.built), say, locale)} />
      </div>
      <div className="m-rule-effects">
        {classCode !== null && <Chip tone="accent">{names.classes.get(classCode) ?? classCode}</Chip>}
        {level.map((text) => (
          <Chip key={text}>{text}</Chip>
        ))}
        {assigneeId !== null && (
          <Chip>{say('triage.rule.says-assignee', { name: names.accounts.get(assigneeId) ?? assigneeId })}</Chip>
        )}
        {compartmentId !== null && (
          <Chip icon={IconLock}>{names.compartments.get(compartmentId) ?? String(compartmentId)}</Chip>
        )}
        {effect.tags.map((tag) => (
          <Chip key={tag}>
            <MixedText text={`#${tag}`} />
          </Chip>
        ))}
        {effect.stops && <Chip>{say('triage.rule.says-stops')}</Chip>}
      </div>
    </>
  );
}

function RuleForm({ rule, onChange }: { readonly rule: OpenDraft; readonly onChange: (rule: OpenDraft) => void }) {
  const { say } = useSay();
  return (
    <div className="m-rule-form">
      <div className="m-grid-fields">
        <TextField
          label={say('triage.rule.name')}
          maxLength={100}
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        />
        <Check
          label={say('triage.rule.on')}
          checked={rule.isOn}
          onChange={(event) => onChange({ ...rule, isOn: event.currentTarget.checked })}
        />
      </div>
      <ConditionFields built={rule.built} onChange={(built) => onChange({ ...rule, built })} />
      <EffectFields effect={rule.effect} onChange={(effect) => onChange({ ...rule, effect })} />
    </div>
  );
}
