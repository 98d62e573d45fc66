import type { Locale, Theme } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Facts } from '../../../../ui/card.tsx';
import { Choices, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';

/** Name, language and theme. Language and theme change at once. */
export function PersonSection() {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [name, setName] = useState(me.name);

  const change = async (body: { name?: string; locale?: Locale; theme?: Theme }) => {
    const isDone = await submit.run(body, async (idempotencyKey) => {
      await call('PATCH /api/v1/account', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['session'] });
    });
    if (isDone && body.name !== undefined) toastDone(say('account.person.saved'), say('platform.act.close'));
  };

  return (
    <Card title={say('account.person.title')}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void change({ name });
        }}
      >
        <Facts
          items={[
            { label: say('session.field.email'), value: me.email },
            {
              label: say('account.field.roles'),
              value: me.roles.map((role) => say(`terms.role.${role}`)).join(' ・ '),
            },
          ]}
        />
        <TextField
          label={say('account.field.name')}
          required
          maxLength={100}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          problem={fieldProblem('name')}
        />
        <Choices<Locale>
          label={say('platform.account-menu.language')}
          value={me.locale}
          options={[
            { value: 'ja', label: <span lang="ja">日本語</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
          onChoose={(locale) => void change({ locale })}
        />
        <Choices<Theme>
          label={say('platform.account-menu.theme')}
          value={me.theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: say(`platform.theme.${value}`),
          }))}
          onChoose={(theme) => void change({ theme })}
        />
        <Refusal problem={submit.problem} />
        <div>
          <Button type="submit" isBusy={submit.busy} disabled={name.trim() === me.name}>
            {say('account.person.act')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
