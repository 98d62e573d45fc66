import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import type { Asked, Decision } from '../queries.ts';
import { ActForm } from './act.form.tsx';
import { LinkForm, PinForm } from './secret.forms.tsx';

/** What somebody has begun to do with a decision. */
export type DecisionAct =
  | { readonly act: 'decide' | 'agree' | 'confirm' | 'report' | 'question' | 'reply' | 'pass-on' | 'withdraw' }
  | { readonly act: 'pin' | 'link'; readonly asked: Asked };

type Props = { readonly decision: Decision; readonly onClose: () => void };

/** The short form of each act. What cannot be undone says so. */
export function DecisionDialog({ decision, act, onClose }: Props & { readonly act: DecisionAct | null }) {
  const { say } = useSay();
  const titles = {
    decide: say('decisions.decide.title'),
    agree: say('decisions.agree.act'),
    confirm: say('decisions.confirm.act'),
    report: say('decisions.report.act'),
    question: say('decisions.say.question'),
    reply: say('decisions.say.reply'),
    'pass-on': say('decisions.pass-on.act'),
    withdraw: say('decisions.withdraw.act'),
  };
  const title =
    act === null
      ? ''
      : act.act === 'pin'
        ? say('decisions.pin.title', { name: act.asked.name })
        : act.act === 'link'
          ? say('decisions.link.title', { name: act.asked.name })
          : titles[act.act];
  return (
    <Dialog title={title} isOpen={act !== null} onClose={onClose} size={560}>
      {act !== null && <Form decision={decision} act={act} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ decision, act, onClose }: Props & { readonly act: DecisionAct }) {
  switch (act.act) {
    case 'decide':
      return <DecideForm decision={decision} onClose={onClose} />;
    case 'agree':
    case 'confirm':
      return <AnswerForm decision={decision} act={act.act} onClose={onClose} />;
    case 'report':
      return <ReportForm decision={decision} onClose={onClose} />;
    case 'question':
    case 'reply':
    case 'withdraw':
      return <WordsForm decision={decision} act={act.act} onClose={onClose} />;
    case 'pass-on':
      return <PassOnForm decision={decision} onClose={onClose} />;
    case 'pin':
      return <PinForm asked={act.asked} onClose={onClose} />;
    case 'link':
      return <LinkForm asked={act.asked} onClose={onClose} />;
  }
}

/** The words that go with an act. */
function Words(props: {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly isRequired?: boolean;
  readonly rows?: number;
  readonly most?: number;
}) {
  const { label, value, onType, isRequired = true, rows = 3, most = 2_000 } = props;
  return (
    <ProseField
      label={label}
      required={isRequired}
      rows={rows}
      maxLength={most}
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

function DecideForm({ decision, onClose }: Props) {
  const { say } = useSay();
  const [option, setOption] = useState('');
  const [reason, setReason] = useState('');
  const { id, version } = decision;
  const body = { option, reason: reason.trim() };
  return (
    <ActForm
      about={[version, body]}
      send={(idempotencyKey) =>
        call('POST /api/v1/decisions/{id}/decide', { params: { id }, version, body, idempotencyKey })
      }
      done={say('decisions.decide.done')}
      act={say('decisions.decide.act')}
      isReady={option !== '' && body.reason !== ''}
      onClose={onClose}
    >
      <Notice tone="amber">{say('decisions.decide.explained')}</Notice>
      <Choices
        label={say('decisions.decide.option')}
        value={option}
        options={decision.options.map(({ key, title }) => ({ value: key, label: `${key} ${title}` }))}
        onChoose={setOption}
      />
      <Words label={say('decisions.decide.reason')} value={reason} onType={setReason} />
    </ActForm>
  );
}

/** The second of four eyes, or the decider of what was said: yes or no, with words. */
function AnswerForm({ decision, act, onClose }: Props & { readonly act: 'agree' | 'confirm' }) {
  const { say } = useSay();
  const [isYes, setYes] = useState<boolean | null>(null);
  const [typed, setTyped] = useState('');
  const { id, version, decision: made } = decision;
  const chosen = decision.options.find(({ key }) => key === made?.option)?.title ?? '';
  const given = { params: { id }, version };
  const text = typed.trim();
  const isAgree = act === 'agree';
  return (
    <ActForm
      about={[version, isYes, text]}
      send={(idempotencyKey) =>
        isAgree
          ? call('POST /api/v1/decisions/{id}/second', {
              ...given,
              body: { agrees: isYes === true, reason: text },
              idempotencyKey,
            })
          : call('POST /api/v1/decisions/{id}/confirm', {
              ...given,
              body: { isRight: isYes === true, text },
              idempotencyKey,
            })
      }
      done={say('decisions.say.done')}
      act={say('decisions.decide.act')}
      isReady={isYes !== null && (!isAgree || text !== '')}
      onClose={onClose}
    >
      <p className="m-typed">
        {isAgree
          ? say('decisions.agree.explained', { name: made?.by.name ?? '', option: chosen })
          : `${say('decisions.confirm.explained')} ${decision.question} — ${chosen}`}
      </p>
      <Choices
        label={say('decisions.agree.choice')}
        value={isYes === null ? null : isYes ? 'yes' : 'no'}
        options={[
          { value: 'yes', label: say(isAgree ? 'decisions.agree.yes' : 'decisions.confirm.yes') },
          { value: 'no', label: say(isAgree ? 'decisions.agree.no' : 'decisions.confirm.no') },
        ]}
        onChoose={(value) => setYes(value === 'yes')}
      />
      <Words
        label={say(isAgree ? 'decisions.decide.reason' : 'decisions.confirm.text')}
        value={typed}
        onType={setTyped}
        isRequired={isAgree}
      />
    </ActForm>
  );
}

function ReportForm({ decision, onClose }: Props) {
  const { say } = useSay();
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const { id, version } = decision;
  const body = { to: to.trim(), text: text.trim() };
  return (
    <ActForm
      about={[version, body]}
      send={(idempotencyKey) =>
        call('POST /api/v1/decisions/{id}/report', { params: { id }, version, body, idempotencyKey })
      }
      done={say('decisions.report.saved')}
      act={say('decisions.report.act')}
      isReady={body.to !== '' && body.text !== ''}
      onClose={onClose}
    >
      <p>{say('decisions.report.explained')}</p>
      <TextField
        label={say('decisions.report.to')}
        required
        maxLength={200}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Words label={say('decisions.report.text')} value={text} onType={setText} rows={4} most={4_000} />
    </ActForm>
  );
}

function WordsForm({ decision, act, onClose }: Props & { readonly act: 'question' | 'reply' | 'withdraw' }) {
  const { say } = useSay();
  const { id, version } = decision;
  const isWithdraw = act === 'withdraw';
  return (
    <ReasonForm
      explained={isWithdraw ? say('decisions.withdraw.explained') : decision.question}
      isTyped={!isWithdraw}
      label={say(isWithdraw ? 'decisions.decide.reason' : 'decisions.say.label')}
      act={say(
        isWithdraw ? 'decisions.withdraw.act' : act === 'question' ? 'decisions.say.question' : 'decisions.say.reply',
      )}
      kind={isWithdraw ? 'danger' : 'primary'}
      about={[id, version, act]}
      stale={['decision']}
      onClose={onClose}
      send={async (text, idempotencyKey) => {
        if (isWithdraw) {
          await call('POST /api/v1/decisions/{id}/withdraw', {
            params: { id },
            version,
            body: { reason: text },
            idempotencyKey,
          });
          return say('decisions.withdraw.done');
        }
        const body = { kind: act, text, option: null };
        await call('POST /api/v1/decisions/{id}/answers', { params: { id }, body, idempotencyKey });
        return say('decisions.say.done');
      }}
    />
  );
}

function PassOnForm({ decision, onClose }: Props) {
  const { say } = useSay();
  const [memberId, setMemberId] = useState('');
  const { id } = decision;
  const others = decision.mayDecide.filter((one) => !decision.asked.some((asked) => asked.memberId === one.memberId));
  return (
    <ActForm
      about={[id, memberId]}
      send={(idempotencyKey) =>
        call('POST /api/v1/decisions/{id}/asked', { params: { id }, body: { memberId }, idempotencyKey })
      }
      done={say('decisions.form.sent')}
      act={say('decisions.form.send')}
      isReady={memberId !== ''}
      onClose={onClose}
    >
      <p>{say('decisions.pass-on.explained')}</p>
      {others.length === 0 ? (
        <Notice tone="amber">{say('decisions.form.nobody')}</Notice>
      ) : (
        <SelectField
          label={say('decisions.pass-on.member')}
          value={memberId}
          onChange={(event) => setMemberId(event.currentTarget.value)}
        >
          <option value="" />
          {others.map((one) => (
            <option key={one.memberId} value={one.memberId ?? ''}>
              {say('decisions.form.may', { name: one.name, rule: one.rule })}
            </option>
          ))}
        </SelectField>
      )}
    </ActForm>
  );
}
