import { obligationAnchorKinds } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import {
  amountUnits,
  freeCode,
  newStage,
  type RecipientDraft,
  type RuleDraft,
  type StageDraft,
} from '../own-rule.draft.ts';
import type { Rules } from '../rules.queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { TextPair } from './text-pair.field.tsx';

type Change = { readonly draft: RuleDraft; readonly onChange: (change: Partial<RuleDraft>) => void };

const none = { ja: '', en: '' };

/** Who is told: in words, or a role of the team, and by which way. */
export function RecipientsField({ draft, roles, onChange }: Change & { readonly roles: Rules['roles'] }) {
  const { say, locale } = useSay();
  const { recipients, stages } = draft;
  const set = (code: string, change: Partial<RecipientDraft>) =>
    onChange({ recipients: recipients.map((one) => (one.code === code ? { ...one, ...change } : one)) });
  const remove = (code: string) =>
    onChange({
      recipients: recipients.filter((one) => one.code !== code),
      stages: stages.map((stage) => ({ ...stage, recipients: stage.recipients.filter((one) => one !== code) })),
    });
  const add = () => {
    const code = freeCode('r', recipients);
    onChange({
      recipients: [...recipients, { code, name: none, channel: none, role: '' }],
      stages: stages.map((stage) => ({ ...stage, recipients: [...stage.recipients, code] })),
    });
  };
  /** A role gives its name, unless somebody has written one. */
  const choose = (one: RecipientDraft, role: string) => {
    const found = roles.find(({ code }) => code === role);
    const isFree = one.name.ja === '' && one.name.en === '';
    set(one.code, { role, ...(found !== undefined && isFree ? { name: found.name } : {}) });
  };
  return (
    <fieldset className="m-field m-own-part">
      <legend className="m-field-label">{say('obligation-rules.own.recipients')}</legend>
      {recipients.map((one, at) => (
        <div key={one.code} className="m-own-item">
          <div className="m-own-head">
            <span className="m-second">{say('obligation-rules.own.recipient', { number: at + 1 })}</span>
            {recipients.length > 1 && (
              <Button
                size="small"
                kind="plain"
                aria-label={say('obligation-rules.own.remove-named', {
                  name: one.name[locale] || say('obligation-rules.own.recipient', { number: at + 1 }),
                })}
                onClick={() => remove(one.code)}
              >
                {say('obligation-rules.own.remove')}
              </Button>
            )}
          </div>
          <SelectField
            label={say('obligation-rules.own.role')}
            hint={say('obligation-rules.own.role-hint')}
            value={one.role}
            onChange={(event) => choose(one, event.currentTarget.value)}
          >
            <option value="">{say('obligation-rules.own.no-role')}</option>
            {roles.map(({ code, name }) => (
              <option key={code} value={code}>
                {name[locale]}
              </option>
            ))}
          </SelectField>
          <TextPair
            label={say('obligation-rules.own.recipient-name')}
            value={one.name}
            onChange={(name) => set(one.code, { name })}
          />
          <TextPair
            label={say('obligation-rules.own.channel')}
            value={one.channel}
            onChange={(channel) => set(one.code, { channel })}
          />
        </div>
      ))}
      <div>
        <Button size="small" onClick={add}>
          {say('obligation-rules.own.add-recipient')}
        </Button>
      </div>
    </fieldset>
  );
}

/** What they get and by when: the first one, later ones after it. */
export function StagesField({ draft, calendars, onChange }: Change & { readonly calendars: Rules['calendars'] }) {
  const { say, locale } = useSay();
  const { text } = useDutyWords();
  const { stages, recipients } = draft;
  const set = (code: string, change: Partial<StageDraft>) =>
    onChange({ stages: stages.map((one) => (one.code === code ? { ...one, ...change } : one)) });
  const remove = (code: string) =>
    onChange({
      stages: stages
        .filter((one) => one.code !== code)
        .map((one) => (one.from === `filing:${code}` ? { ...one, from: 'known' } : one)),
    });
  return (
    <fieldset className="m-field m-own-part">
      <legend className="m-field-label">{say('obligation-rules.own.stages')}</legend>
      {stages.map((stage, at) => (
        <div key={stage.code} className="m-own-item">
          <div className="m-own-head">
            <span className="m-second">{say('obligation-rules.own.stage', { number: at + 1 })}</span>
            {stages.length > 1 && (
              <Button
                size="small"
                kind="plain"
                aria-label={say('obligation-rules.own.remove-named', {
                  name: stage.name[locale] || say('obligation-rules.own.stage', { number: at + 1 }),
                })}
                onClick={() => remove(stage.code)}
              >
                {say('obligation-rules.own.remove')}
              </Button>
            )}
          </div>
          <TextPair
            label={say('obligation-rules.own.stage-name')}
            value={stage.name}
            onChange={(name) => set(stage.code, { name })}
          />
          <SelectField
            label={say('obligation-rules.own.since')}
            value={stage.from}
            onChange={(event) => set(stage.code, { from: event.currentTarget.value })}
          >
            {obligationAnchorKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(`obligations.anchor-kind.${kind}`)}
              </option>
            ))}
            {stages.slice(0, at).map((earlier) => (
              <option key={earlier.code} value={`filing:${earlier.code}`}>
                {say('obligation-rules.own.since-stage', { name: text(earlier.name) })}
              </option>
            ))}
          </SelectField>
          <div className="m-own-columns">
            {stage.unit !== 'without-delay' && (
              <TextField
                label={say('obligation-rules.own.length')}
                inputMode="numeric"
                maxLength={6}
                value={stage.amount}
                onChange={(event) => set(stage.code, { amount: event.currentTarget.value })}
              />
            )}
            <SelectField
              label={say('obligation-rules.own.unit')}
              value={stage.unit}
              onChange={(event) => {
                const unit = amountUnits.find((one) => one === event.currentTarget.value);
                if (unit === undefined) return;
                const needsCalendar = unit === 'jp-days-inclusive' || unit === 'business-days';
                set(stage.code, {
                  unit,
                  calendar: needsCalendar && stage.calendar === '' ? 'jp-government' : stage.calendar,
                });
              }}
            >
              {amountUnits.map((unit) => (
                <option key={unit} value={unit}>
                  {say(`obligation-rules.unit.${unit}`)}
                </option>
              ))}
            </SelectField>
          </div>
          {(stage.unit === 'jp-days-inclusive' || stage.unit === 'business-days') && (
            <SelectField
              label={say('obligation-rules.own.calendar')}
              value={stage.calendar}
              onChange={(event) => set(stage.code, { calendar: event.currentTarget.value })}
            >
              {calendars.map(({ code, name }) => (
                <option key={code} value={code}>
                  {text(name)}
                </option>
              ))}
            </SelectField>
          )}
          {recipients.length > 1 && (
            <div className="m-choices">
              {recipients.map((one, place) => (
                <Check
                  key={one.code}
                  label={text(one.name) || say('obligation-rules.own.recipient', { number: place + 1 })}
                  checked={stage.recipients.includes(one.code)}
                  onChange={(event) =>
                    set(stage.code, {
                      recipients: event.currentTarget.checked
                        ? [...stage.recipients, one.code]
                        : stage.recipients.filter((code) => code !== one.code),
                    })
                  }
                />
              ))}
            </div>
          )}
          <TextPair
            label={say('obligation-rules.own.what')}
            value={stage.note}
            onChange={(note) => set(stage.code, { note })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          onClick={() =>
            onChange({
              stages: [
                ...stages,
                newStage(
                  freeCode('s', stages),
                  recipients.map(({ code }) => code),
                ),
              ],
            })
          }
        >
          {say('obligation-rules.own.add-stage')}
        </Button>
      </div>
    </fieldset>
  );
}
