import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { isoDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { PushHint } from '../../../platform/account/sections/push-hint.tsx';
import { DutyChangeForm, type WantedChange } from '../forms/duty-change.form.tsx';
import { RotationForm } from '../forms/rotation.form.tsx';
import { teamLink } from '../links.ts';
import { type DutyPlan, dutyPlanQuery, planDays, type Rotation } from '../queries.ts';
import { ChangesCard } from '../sections/changes.card.tsx';
import { DutyCalendar } from '../sections/duty-calendar.tsx';
import { OnDutyCard } from '../sections/on-duty.card.tsx';
import { RotationCard } from '../sections/rotation.card.tsx';
import '../sections/team.css';

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit'; readonly rotation: Rotation }
  | { readonly kind: 'change'; readonly wanted: WantedChange }
  | null;

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Who is on duty now and in the next weeks; swaps, overrides, the own calendar. */
export function RosterPage() {
  const { say } = useSay();
  const { may } = useMe();
  const { zone } = useReading();
  const now = useNow();
  const today = isoDay(now, zone);
  const [from, setFrom] = useState(today);
  const [open, setOpen] = useState<Open>(null);
  const [isOwnOnly, setOwnOnly] = useState(false);
  const plan = useQuery(dutyPlanQuery(from));
  const close = () => setOpen(null);
  const add = may('rotations.add') && (plan.data?.members.some(({ isActive }) => isActive) ?? false) && (
    <Button kind="primary" icon={IconPlus} onClick={() => setOpen({ kind: 'add' })}>
      {say('duty.page.add')}
    </Button>
  );
  return (
    <Page title={say('duty.page.title')} actions={add}>
      <PushHint />
      <OnDutyCard />
      {plan.data === undefined ? (
        <Waiting query={plan} />
      ) : (
        <>
          <ChangesCard plan={plan.data} />
          <div className="m-row">
            <Button size="small" onClick={() => setFrom(shifted(from, -planDays))}>
              {say('duty.page.earlier')}
            </Button>
            <Button size="small" disabled={from === today} onClick={() => setFrom(today)}>
              {say('duty.page.today')}
            </Button>
            <Button size="small" onClick={() => setFrom(shifted(from, planDays))}>
              {say('duty.page.later')}
            </Button>
            <span className="m-second">{say('duty.page.period', { from })}</span>
            {plan.data.ownMemberId !== null && (
              <Check
                label={say('duty.page.own-only')}
                checked={isOwnOnly}
                onChange={(event) => setOwnOnly(event.currentTarget.checked)}
              />
            )}
          </div>
          {plan.data.rotations.length === 0 && (
            <Card>
              <Empty action={add || <NeedsMembers plan={plan.data} />}>{say('duty.page.empty')}</Empty>
            </Card>
          )}
          {plan.data.rotations.map(({ rotation, shifts }) => (
            <RotationCard
              key={rotation.id}
              rotation={rotation}
              shifts={shifts}
              plan={plan.data}
              isOwnOnly={isOwnOnly}
              onEdit={() => setOpen({ kind: 'edit', rotation })}
              onChange={(wanted) => setOpen({ kind: 'change', wanted })}
            />
          ))}
          {plan.data.ownMemberId !== null && <DutyCalendar />}
          <Dialog
            title={say(open?.kind === 'edit' ? 'duty.form.edit-title' : 'duty.form.add-title')}
            isOpen={open?.kind === 'add' || open?.kind === 'edit'}
            onClose={close}
            size={680}
          >
            {(open?.kind === 'add' || open?.kind === 'edit') && (
              <RotationForm
                rotation={open.kind === 'edit' ? open.rotation : null}
                members={plan.data.members}
                onClose={close}
              />
            )}
          </Dialog>
          <Dialog
            title={say(
              open?.kind === 'change' && open.wanted.kind === 'swap'
                ? 'duty.change.title-swap'
                : 'duty.change.title-override',
            )}
            isOpen={open?.kind === 'change'}
            onClose={close}
          >
            {open?.kind === 'change' && <DutyChangeForm wanted={open.wanted} plan={plan.data} onClose={close} />}
          </Dialog>
        </>
      )}
    </Page>
  );
}

function NeedsMembers({ plan }: { readonly plan: DutyPlan }) {
  const { say } = useSay();
  if (plan.members.some(({ isActive }) => isActive)) return null;
  return (
    <p>
      <Link to={teamLink}>{say('duty.page.needs-members')}</Link>
    </p>
  );
}
