import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { DutyChange, DutyPlan } from '../queries.ts';
import './team.css';

const tones = { asked: 'amber', agreed: 'green', declined: 'neutral', withdrawn: 'neutral' } as const;

/** Swaps and overrides that are still ahead; what waits for an answer stands first. */
export function ChangesCard({ plan }: { readonly plan: DutyPlan }) {
  const { say } = useSay();
  const now = useNow().toISOString();
  const queries = useQueryClient();
  const submit = useSubmit();
  const ahead = plan.changes
    .filter(({ until, state }) => until > now && state !== 'withdrawn')
    .toSorted((a, b) => Number(b.can.answer) - Number(a.can.answer) || (a.from < b.from ? -1 : 1));
  const answer = async ({ id }: DutyChange, isAgreed: boolean) => {
    await submit.run([id, isAgreed], async (idempotencyKey) => {
      await call('POST /api/v1/duty-changes/{id}/answer', { params: { id }, body: { isAgreed }, idempotencyKey });
      toastDone(say(isAgreed ? 'duty.changes.agreed' : 'duty.changes.declined'), say('platform.act.close'));
    });
    await queries.invalidateQueries({ queryKey: ['duty'] });
  };
  const withdraw = async ({ id }: DutyChange) => {
    await submit.run([id], async (idempotencyKey) => {
      await call('POST /api/v1/duty-changes/{id}/withdraw', { params: { id }, body: {}, idempotencyKey });
      toastDone(say('duty.changes.withdrawn'), say('platform.act.close'));
    });
    await queries.invalidateQueries({ queryKey: ['duty'] });
  };
  if (ahead.length === 0) return null;
  return (
    <Card title={say('duty.changes.title')} note={String(ahead.length)} isTight>
      <Refusal problem={submit.problem} />
      <ul className="m-roster-list">
        {ahead.map((change) => (
          <li key={change.id}>
            <span>
              <Moment at={change.from} as="short" /> – <Moment at={change.until} as="short" />
            </span>
            <span className="m-row">
              <Chip tone={tones[change.state]}>{say(`duty.changes.state.${change.state}`)}</Chip>
              <span>
                {say('duty.changes.line', {
                  rotation:
                    plan.rotations.find(({ rotation }) => rotation.id === change.rotationId)?.rotation.name ?? '',
                  level: change.level,
                  name: plan.members.find(({ id }) => id === change.onMemberId)?.name ?? '',
                })}
              </span>
              <span className="m-second">
                {say(`duty.changes.kind.${change.kind}`)} ・ {say('duty.changes.by', { name: change.askedBy.name })}{' '}
                {change.reason}
              </span>
              {change.can.answer && (
                <>
                  <Button size="small" kind="primary" isBusy={submit.busy} onClick={() => void answer(change, true)}>
                    {say('duty.changes.agree')}
                  </Button>
                  <Button size="small" isBusy={submit.busy} onClick={() => void answer(change, false)}>
                    {say('duty.changes.decline')}
                  </Button>
                </>
              )}
              {change.can.withdraw && (
                <Button size="small" kind="plain" isBusy={submit.busy} onClick={() => void withdraw(change)}>
                  {say('duty.changes.withdraw')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
