import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { AskForm } from '../forms/ask.form.tsx';
import { OralForm } from '../forms/oral.form.tsx';
import { OrderForm } from '../forms/order.form.tsx';
import { type Decision, type DecisionList, decisionsQuery } from '../queries.ts';
import { DecisionCard } from './decision-card.tsx';
import './decisions.css';

/** What was put to somebody with authority, what was decided, and what still waits. */
export function Section({ subject }: SectionProps) {
  const found = useQuery(decisionsQuery(subject.id));
  if (found.data === undefined) return <Waiting query={found} />;
  return <Shown subjectId={subject.id} list={found.data} />;
}

const isOver = ({ state }: Decision) => state === 'withdrawn' || state === 'declined';
const isWaiting = ({ state, kind, confirmed, report }: Decision) =>
  state === 'open' ||
  state === 'awaiting-second' ||
  (state === 'decided' && kind === 'oral' && confirmed === null) ||
  (state === 'decided' && report !== null && report.done === null);

function Shown({ subjectId, list }: { readonly subjectId: string; readonly list: DecisionList }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [form, setForm] = useState<'ask' | 'order' | 'oral' | null>(null);
  const { items, severity } = list;
  const waiting = items.filter(isWaiting);
  const ended = items.filter(isOver);
  const decided = items.filter((one) => !isWaiting(one) && !isOver(one));
  const close = () => setForm(null);
  const acts = list.can.ask && (
    <p className="m-row">
      <Button kind="primary" onClick={() => setForm('ask')}>
        {say('decisions.ask.act')}
      </Button>
      {may('decisions.order') && <Button onClick={() => setForm('order')}>{say('decisions.order.act')}</Button>}
      {may('decisions.record-oral') && <Button onClick={() => setForm('oral')}>{say('decisions.oral.act')}</Button>}
    </p>
  );
  return (
    <div className="m-stack">
      {items.length === 0 ? <Empty action={acts}>{say('decisions.list.empty')}</Empty> : acts}
      <Group title={say('decisions.waiting.title')} items={waiting} />
      <Group title={say('decisions.decided.title')} items={decided} />
      <Group title={say('decisions.ended.title')} items={ended} />
      {items.length > 0 && may('decisions.log') && (
        <p className="m-row">
          {(['csv', 'pdf'] as const).map((format) => (
            <a key={format} href={`/api/v1/subjects/${subjectId}/decision-log?format=${format}&language=${locale}`}>
              {say(`decisions.log.${format}`)}
            </a>
          ))}
        </p>
      )}
      <Dialog title={say('decisions.ask.act')} isOpen={form === 'ask'} onClose={close} size={720}>
        {form === 'ask' && (
          <AskForm
            subjectId={subjectId}
            severity={severity}
            supersedable={items.filter(({ can }) => can.supersede)}
            onClose={close}
          />
        )}
      </Dialog>
      <Dialog title={say('decisions.order.act')} isOpen={form === 'order'} onClose={close} size={640}>
        {form === 'order' && <OrderForm subjectId={subjectId} severity={severity} onClose={close} />}
      </Dialog>
      <Dialog title={say('decisions.oral.act')} isOpen={form === 'oral'} onClose={close} size={640}>
        {form === 'oral' && <OralForm subjectId={subjectId} onClose={close} />}
      </Dialog>
    </div>
  );
}

function Group({ title, items }: { readonly title: string; readonly items: readonly Decision[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h2>
        {title} <span className="m-second">{items.length}</span>
      </h2>
      {items.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} />
      ))}
    </>
  );
}
