import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconArrowUp, IconPlus } from '../../../../ui/icons.ts';
import type { DraftItem } from '../plan.draft.ts';

/** The items of an agenda in their order. */
export function AgendaFields({
  agenda,
  onChange,
}: {
  readonly agenda: readonly DraftItem[];
  readonly onChange: (agenda: readonly DraftItem[]) => void;
}) {
  const { say } = useSay();
  const add = () =>
    onChange([...agenda, { key: crypto.randomUUID(), id: null, title: '', text: '', decisionId: null, taskId: null }]);
  const up = (at: number) => {
    const order = [...agenda];
    const [moved] = order.splice(at, 1);
    if (moved !== undefined) order.splice(at - 1, 0, moved);
    onChange(order);
  };
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{say('meetings.form.agenda')}</legend>
      {agenda.map((item, at) => (
        <div key={item.key} className="m-meeting-item">
          <TextField
            label={say('meetings.form.item', { place: at + 1 })}
            maxLength={200}
            value={item.title}
            onChange={(event) =>
              onChange(agenda.map((one) => (one.key === item.key ? { ...one, title: event.currentTarget.value } : one)))
            }
          />
          {at > 0 && (
            <Button
              size="small"
              icon={IconArrowUp}
              aria-label={say('meetings.form.item-up', { place: at + 1 })}
              onClick={() => up(at)}
            />
          )}
          <Button
            size="small"
            aria-label={say('meetings.form.item-remove', { place: at + 1 })}
            onClick={() => onChange(agenda.filter(({ key }) => key !== item.key))}
          >
            ×
          </Button>
        </div>
      ))}
      <p>
        <Button size="small" icon={IconPlus} onClick={add}>
          {say('meetings.form.add-item')}
        </Button>
      </p>
    </fieldset>
  );
}
