import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { useAuthorityWords } from '../../../governance/authority/sections/authority-words.hook.ts';
import { decisionsTabId } from '../../decisions/links.ts';
import { OrderDialog } from '../../decisions/sections/order-dialog.tsx';
import { wantedOrder } from '../../decisions/sections/wanted-order.ts';
import type { Instruction, Task } from '../queries.ts';

type Props = {
  readonly of: Pick<Task | Instruction, 'action' | 'order' | 'title' | 'subject'>;
  /** What is said where the decision behind it stands no more. */
  readonly endedText: 'tasks.order.ended-text' | 'tasks.order.sent-ended-text';
  /** The incident on whose page it is shown, where it lies on a part of that. */
  readonly incidentId?: string | undefined;
  /** Something is still to be done about it. */
  readonly isOpen: boolean;
};

/** What kind of action it is, by which decision it is done, and the two ways to one where there is none. */
export function OrderFacts({ of, endedText, incidentId, isOpen }: Props) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const linkTo = useSubjectLink();
  const { actionName } = useAuthorityWords();
  const [form, setForm] = useState<'ask' | 'order' | null>(null);
  const { action, order, title, subject } = of;
  if (action === null || order === null) return null;
  const name = actionName(action.kind);
  const target = [action.target.system, action.target.site, action.target.tag].filter((one) => one !== '').join('、');
  const { decision, state } = order;
  const onId = subject.kind === 'incident' ? subject.id : incidentId;
  const path = linkTo(subject);
  const isMissing = isOpen && (state === 'needed' || state === 'ended');
  return (
    <div className="m-order">
      <div className="m-row m-second">
        <span>{target === '' ? name : locale === 'ja' ? `${name}（${target}）` : `${name} (${target})`}</span>
        {state === 'needed' && isOpen && <Chip tone="amber">{say('tasks.order.needed')}</Chip>}
        {state === 'ended' && <Chip tone="amber">{say('tasks.order.ended')}</Chip>}
        {decision !== null && (
          <span>
            {path === null || subject.kind !== 'incident' ? (
              say('tasks.order.by', { number: decision.number, name: decision.by })
            ) : (
              <Link to={`${path}/${decisionsTabId}`}>
                {say('tasks.order.by', { number: decision.number, name: decision.by })}
              </Link>
            )}{' '}
            <Moment at={decision.at} as="short" />
          </span>
        )}
      </div>
      {state === 'ended' && decision !== null && isOpen && (
        <p className="m-order-text">{say(endedText, { number: decision.number })}</p>
      )}
      {decision !== null && decision.evidenceLost !== '' && (
        <p className="m-order-text">{say('tasks.order.lost', { text: decision.evidenceLost })}</p>
      )}
      {isMissing && onId === undefined && <p className="m-order-text">{say('tasks.order.on-incident')}</p>}
      {isMissing && onId !== undefined && (
        <div className="m-row">
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
        </div>
      )}
      {form !== null && onId !== undefined && (
        <OrderDialog
          subjectId={onId}
          form={form}
          initial={wantedOrder(say, { kind: action.kind, name, title, target: action.target })}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  );
}
