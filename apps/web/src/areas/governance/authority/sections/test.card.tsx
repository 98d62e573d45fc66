import { type AuthoritySeverity, authoritySeverities } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Card, Chip, Facts, type Tone } from '../../../../ui/card.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { type Authority, type Judgement, judgeQuery } from '../queries.ts';
import { useAuthorityWords } from './authority-words.hook.ts';
import { noTarget, TargetFields, trimmedTarget } from './target.fields.tsx';

/** Tries the matrix: who may stop the ERP at 03:00 at this severity? Nothing of it is recorded. */
export function TestCard({ authority }: { readonly authority: Authority }) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const [actionKind, setActionKind] = useState('stop-service');
  const [target, setTarget] = useState(noTarget);
  const [severity, setSeverity] = useState<AuthoritySeverity | ''>('');
  const [local, setLocal] = useState(localInput(now, zone));
  const [memberId, setMemberId] = useState('');
  const at = instantOf(local, zone);
  const asked = {
    actionKind,
    ...trimmedTarget(target),
    ...(severity === '' ? {} : { severity }),
    ...(at === null ? {} : { at: at.toISOString() }),
    ...(memberId === '' ? {} : { memberId }),
  };
  const judgement = useQuery(judgeQuery(asked));
  return (
    <Card title={say('authority.test.title')} note={say('authority.test.note')}>
      <div className="m-authority-test">
        <SelectField
          label={say('authority.test.action')}
          value={actionKind}
          onChange={(event) => setActionKind(event.currentTarget.value)}
        >
          {authority.actionKinds.map(({ code, name }) => (
            <option key={code} value={code}>
              {name[locale]}
            </option>
          ))}
        </SelectField>
        <TargetFields label={say('authority.test.system')} target={target} onChange={setTarget} />
        <SelectField
          label={say('authority.test.severity')}
          value={severity}
          onChange={(event) => setSeverity(event.currentTarget.value as AuthoritySeverity | '')}
        >
          <option value="">{say('authority.severity.none')}</option>
          {authoritySeverities.map((one) => (
            <option key={one} value={one}>
              {say(`authority.severity.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={say('authority.test.at', { zone })}
          type="datetime-local"
          value={local}
          onChange={(event) => setLocal(event.currentTarget.value)}
        />
        <SelectField
          label={say('authority.test.member')}
          value={memberId}
          onChange={(event) => setMemberId(event.currentTarget.value)}
        >
          <option value="">{say('authority.test.anybody')}</option>
          {authority.members.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <p className="m-second">{say('authority.test.system-hint')}</p>
      <div className="m-authority-answer" aria-live="polite">
        {judgement.data === undefined ? <Waiting query={judgement} /> : <Answer judgement={judgement.data} />}
      </div>
    </Card>
  );
}

const tones: Readonly<Record<NonNullable<Judgement['verdict']>, Tone>> = {
  'may-order': 'green',
  'by-delegation': 'green',
  emergency: 'amber',
  not: 'red',
};

/** What the matrix answers: whether, by which rule, who else, who is informed and who carries out. */
export function Answer({ judgement }: { readonly judgement: Judgement }) {
  const { say } = useSay();
  const { comma } = useAuthorityWords();
  const { verdict, reason, rule, mayOrder, emergency } = judgement;
  const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).join(comma);
  return (
    <>
      <p className="m-row">
        {verdict !== null && <Chip tone={tones[verdict]}>{say(`authority.verdict.${verdict}`)}</Chip>}
        {rule !== null && <Chip>{say('authority.test.by-rule', { rule: rule.number })}</Chip>}
        <Chip>{say(judgement.isOffHours ? 'authority.test.off-hours' : 'authority.test.business-hours')}</Chip>
        {judgement.needsFourEyes && <Chip tone="amber">{say('authority.rule.four-eyes')}</Chip>}
      </p>
      {reason !== null && <p>{say(`authority.reason.${reason}`)}</p>}
      <Facts
        items={[
          {
            label: say('authority.test.who'),
            value:
              mayOrder.length === 0
                ? say('authority.test.nobody')
                : mayOrder
                    .map((one) =>
                      one.by === 'delegation'
                        ? `${one.name} ${say('authority.test.by-delegation', { rule: one.rule })}`
                        : say('decisions.form.may', { name: one.name, rule: one.rule }),
                    )
                    .join(comma),
          },
          ...(emergency.length === 0
            ? []
            : [
                {
                  label: say('authority.test.emergency'),
                  value: emergency.map(({ name, conditions }) => `${name}: ${conditions}`).join(comma),
                },
              ]),
          ...(judgement.mustInform.length === 0
            ? []
            : [{ label: say('authority.test.inform'), value: names(judgement.mustInform) }]),
          ...(judgement.carriesOut.length === 0 && judgement.carriesOutText === ''
            ? []
            : [
                {
                  label: say('authority.test.carry'),
                  value: [names(judgement.carriesOut), judgement.carriesOutText].filter(Boolean).join(' ・ '),
                },
              ]),
        ]}
      />
    </>
  );
}
