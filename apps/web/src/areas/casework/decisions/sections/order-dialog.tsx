import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import type { Initial } from '../forms/action.fields.tsx';
import { AskForm } from '../forms/ask.form.tsx';
import { OrderForm } from '../forms/order.form.tsx';
import { decisionsQuery } from '../queries.ts';
import './decisions.css';

type Props = {
  readonly subjectId: string;
  readonly form: 'ask' | 'order';
  readonly initial: Initial;
  readonly onClose: () => void;
};

/** Asks for a decision, or orders by one's own authority, from where something waits for it; with what is known filled in. */
export function OrderDialog({ subjectId, form, initial, onClose }: Props) {
  const { say } = useSay();
  const found = useQuery(decisionsQuery(subjectId));
  const title = say(form === 'ask' ? 'decisions.ask.act' : 'decisions.order.act');
  return (
    <Dialog title={title} isOpen onClose={onClose} size={form === 'ask' ? 720 : 640}>
      {found.data === undefined && <Waiting query={found} />}
      {found.data !== undefined && form === 'ask' && (
        <AskForm
          subjectId={subjectId}
          severity={found.data.severity}
          supersedable={found.data.items.filter(({ can }) => can.supersede)}
          initial={initial}
          onClose={onClose}
        />
      )}
      {found.data !== undefined && form === 'order' && (
        <OrderForm subjectId={subjectId} severity={found.data.severity} initial={initial} onClose={onClose} />
      )}
    </Dialog>
  );
}
