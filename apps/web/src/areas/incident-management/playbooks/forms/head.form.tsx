import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { ClassPicker } from '../../triage/parts/class-picker.tsx';
import { Bilingual } from '../parts/bilingual.tsx';
import type { Definition } from '../queries.ts';

type HeadProps = {
  readonly definition: Definition;
  readonly classes: ReadonlyMap<string, string>;
  readonly onChange: (definition: Definition) => void;
};

/** Title, purpose, source and classes of a playbook. */
export function HeadForm({ definition, classes, onChange }: HeadProps) {
  const { say } = useSay();
  const set = (change: Partial<Definition>) => onChange({ ...definition, ...change });
  return (
    <div className="m-form">
      <Bilingual
        label={say('playbooks.field.title')}
        value={definition.title}
        limit={100}
        onChange={(title) => set({ title })}
      />
      <Bilingual
        label={say('playbooks.field.purpose')}
        value={definition.purpose}
        limit={600}
        isProse
        onChange={(purpose) => set({ purpose })}
      />
      <div className="m-field">
        <span className="m-field-label">{say('playbooks.field.classes')}</span>
        <ul className="m-class-list">
          {definition.classes.map((code) => (
            <li key={code}>
              {classes.get(code) ?? code}
              <Button
                size="small"
                aria-label={say('playbooks.classes.remove', { name: classes.get(code) ?? code })}
                onClick={() => set({ classes: definition.classes.filter((one) => one !== code) })}
              >
                {say('playbooks.condition.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <ClassPicker
        label={say('playbooks.classes.add')}
        value={null}
        onChoose={(code) => {
          if (code !== null && !definition.classes.includes(code)) set({ classes: [...definition.classes, code] });
        }}
      />
      <TextField
        label={say('playbooks.field.source')}
        hint={say('playbooks.field.source-hint')}
        maxLength={300}
        value={definition.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
      />
    </div>
  );
}
