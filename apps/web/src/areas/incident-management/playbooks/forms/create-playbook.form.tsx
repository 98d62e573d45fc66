import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { definitionOfFile, newDefinition } from '../definition.draft.ts';
import { ImportButton } from '../parts/import-button.tsx';
import { type Definition, draftQuery } from '../queries.ts';

/** Begins a playbook of the team's own: empty, or from an exported file. */
export function CreatePlaybookForm(props: { readonly onCancel: () => void; readonly onDone: (code: string) => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [code, setCode] = useState('own-');
  const [title, setTitle] = useState({ ja: '', en: '' });
  const [file, setFile] = useState<Definition | 'unreadable' | null>(null);
  const create = () => {
    const definition = file === null || file === 'unreadable' ? newDefinition(title) : { ...file, title };
    return submit.run({ code, definition }, async (idempotencyKey) => {
      const draft = await call('POST /api/v1/playbooks', { body: { code, definition }, idempotencyKey });
      queries.setQueryData(draftQuery(code).queryKey, draft);
      await queries.invalidateQueries({ queryKey: ['playbook', 'list'] });
      props.onDone(code);
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField
        label={say('playbooks.field.code')}
        hint={say('playbooks.create.code-hint')}
        required
        maxLength={60}
        pattern="own-[a-z0-9]+(-[a-z0-9]+)*"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        problem={problemOf('code')}
      />
      {(['ja', 'en'] as const).map((language) => (
        <TextField
          key={language}
          label={say('playbooks.field.in', {
            field: say('playbooks.field.title'),
            language: say(`playbooks.language.${language}`),
          })}
          required
          maxLength={100}
          lang={language}
          value={title[language]}
          onChange={(event) => setTitle({ ...title, [language]: event.currentTarget.value })}
          problem={problemOf(`definition.title.${language}`)}
        />
      ))}
      {file === 'unreadable' && <Notice tone="red">{say('playbooks.import.unreadable')}</Notice>}
      {file !== null && file !== 'unreadable' && (
        <Notice tone="green">{say('playbooks.import.read', { count: file.steps.length })}</Notice>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <ImportButton
          onRead={(text) => {
            const read = definitionOfFile(text);
            setFile(read === null ? 'unreadable' : read.definition);
            if (read !== null) setTitle(read.definition.title);
          }}
        >
          {say('playbooks.import.act')}
        </ImportButton>
        <Button onClick={props.onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('playbooks.create.begin')}
        </Button>
      </div>
    </form>
  );
}
