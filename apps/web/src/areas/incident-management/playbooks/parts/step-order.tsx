import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { OrderDialog } from '../../../casework/decisions/sections/order-dialog.tsx';
import { wantedOrder } from '../../../casework/decisions/sections/wanted-order.ts';
import { useAuthorityWords } from '../../../governance/authority/sections/authority-words.hook.ts';
import { noTarget } from '../../../governance/authority/sections/target.fields.tsx';
import type { Run, RunStep } from '../queries.ts';

/** By which decision a step is done, or that it waits for one, with the two ways to it. */
export function StepOrder({ run, step }: { readonly run: Run; readonly step: RunStep }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const { actionName } = useAuthorityWords();
  const [form, setForm] = useState<'ask' | 'order' | null>(null);
  const { order, actionKind } = step;
  if (order === null || actionKind === undefined) return null;
  const name = actionName(actionKind);
  const isOpen = run.endedAt === null && ['open', 'doing', 'blocked'].includes(step.state);
  if (order.decision !== null)
    return (
      <p className="m-second">
        {name}・{say('playbooks.step.ordered', { number: order.decision.number, name: order.decision.by })}
      </p>
    );
  if (!order.isNeeded || !isOpen) return null;
  return (
    <div className="m-row">
      <Chip tone="amber">{say('playbooks.step.needs-decision')}</Chip>
      <span className="m-second">{name}</span>
      {may('decisions.ask') && (
        <Button size="small" onClick={() => setForm('ask')}>
          {say('tasks.order.ask')}
        </Button>
      )}
      {may('decisions.order') && (
        <Button size="small" kind="plain" onClick={() => setForm('order')}>
          {say('tasks.order.give')}
        </Button>
      )}
      {form !== null && (
        <OrderDialog
          subjectId={run.subjectId}
          form={form}
          initial={wantedOrder(say, { kind: actionKind, name, title: step.title[locale], target: noTarget })}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  );
}
