import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Check, Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { useAuthority, useWhoMay } from '../../../governance/authority/sections/who-may.hook.ts';
import { ActForm } from './act.form.tsx';
import { ActionFields, actionBody, emptyAction, type Initial } from './action.fields.tsx';

type Props = {
  readonly subjectId: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | null;
  /** What the one who asks comes from, a task for example, has said already. */
  readonly initial?: Initial | undefined;
  readonly onClose: () => void;
};

const verdictTones = { 'may-order': 'green', 'by-delegation': 'green', emergency: 'amber', not: 'red' } as const;

/** An order by one's own authority. What the matrix says of the reader stands beside it before anything is sent. */
export function OrderForm({ subjectId, severity, initial, onClose }: Props) {
  const { say } = useSay();
  const authority = useAuthority();
  const [action, setAction] = useState(initial?.action ?? emptyAction);
  const [question, setQuestion] = useState(initial?.order ?? '');
  const [reason, setReason] = useState('');
  const [isEmergency, setEmergency] = useState(false);
  const [conditionsMet, setConditionsMet] = useState('');
  const own = authority.data?.ownMemberId ?? null;
  const who = useWhoMay({
    actionKind: action.actionKind,
    ...actionBody(action).target,
    ...(severity === null ? {} : { severity }),
    ...(own === null ? {} : { memberId: own }),
  });
  const verdict = own === null ? 'not' : (who.data?.verdict ?? null);
  const isAllowed = verdict === 'may-order' || verdict === 'by-delegation' || (verdict === 'emergency' && isEmergency);
  const body = {
    question: question.trim(),
    reason: reason.trim(),
    ...actionBody(action),
    isEmergency: verdict === 'emergency' && isEmergency,
    conditionsMet: conditionsMet.trim(),
  };
  return (
    <ActForm
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/subjects/{id}/decisions/order', { params: { id: subjectId }, body, idempotencyKey })
      }
      done={say('decisions.order.saved')}
      act={say('decisions.order.save')}
      isReady={isAllowed && body.question !== '' && body.reason !== ''}
      onClose={onClose}
    >
      <p>{say('decisions.order.explained')}</p>
      <ActionFields draft={action} onChange={setAction} />
      {who.data === undefined ? (
        <Waiting query={who} />
      ) : (
        <div aria-live="polite">
          {verdict !== null && <Chip tone={verdictTones[verdict]}>{say(`authority.verdict.${verdict}`)}</Chip>}
          {verdict === 'not' && (
            <p>
              {own === null
                ? say('authority.reason.not-member')
                : who.data.reason !== null && say(`authority.reason.${who.data.reason}`)}{' '}
              {say('decisions.may-decide', {
                names:
                  who.data.mayOrder.length === 0
                    ? say('authority.test.nobody')
                    : who.data.mayOrder.map(({ name }) => name).join('、'),
              })}
            </p>
          )}
          {verdict === 'emergency' && (
            <>
              <Notice tone="amber">
                <p>{say('decisions.order.conditions', { conditions: who.data.conditions })}</p>
                <p>{say('decisions.order.report', { minutes: who.data.reportWithinMinutes ?? 0 })}</p>
              </Notice>
              <Check
                label={say('decisions.order.emergency')}
                checked={isEmergency}
                onChange={(event) => setEmergency(event.currentTarget.checked)}
              />
              {isEmergency && (
                <ProseField
                  label={say('decisions.order.conditions-met')}
                  required
                  rows={3}
                  maxLength={2_000}
                  value={conditionsMet}
                  onChange={(event) => setConditionsMet(event.currentTarget.value)}
                />
              )}
            </>
          )}
        </div>
      )}
      <TextField
        label={say('decisions.order.question')}
        required
        maxLength={300}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <ProseField
        label={say('decisions.order.reason')}
        required
        rows={3}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActForm>
  );
}
