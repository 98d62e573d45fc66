import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import type { Locale } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Facts } from '../../../../ui/card.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Check, Choices, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { zoneOptions } from '../../set-up/zones.values.ts';

type Settings = ResponseOf<RouteOf<'GET /api/v1/settings'>>;

/** What holds for the whole team; those who may not change it can read it. */
export function SettingsPage() {
  const { say } = useSay();
  const { may } = useMe();
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => call('GET /api/v1/settings') });
  return (
    <Page title={say('settings.page.title')} isNarrow>
      {settings.data === undefined && <Waiting query={settings} />}
      {settings.data !== undefined &&
        (may('settings.change') ? (
          <SettingsForm settings={settings.data} />
        ) : (
          <SettingsFacts settings={settings.data} />
        ))}
    </Page>
  );
}

function SettingsFacts({ settings }: { readonly settings: Settings }) {
  const { say } = useSay();
  return (
    <Card title={say('settings.team.title')}>
      <Facts
        isStacked
        items={[
          { label: say('settings.field.team-name'), value: settings.teamName },
          { label: say('settings.field.zone'), value: settings.zone },
          { label: say('settings.field.locale'), value: say(`platform.language.${settings.locale}`) },
          {
            label: say('settings.mail.title'),
            value: say(settings.automaticMail ? 'settings.mail.on' : 'settings.mail.off'),
          },
          { label: say('settings.field.mail-from'), value: settings.mailFrom },
        ]}
      />
      <p className="m-second">{say('settings.page.read-only')}</p>
    </Card>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [draft, setDraft] = useState(settings);
  const set = (change: Partial<Settings>) => setDraft((before) => ({ ...before, ...change }));

  const save = async () => {
    const body: BodyInput<RouteOf<'PATCH /api/v1/settings'>> = {
      teamName: draft.teamName,
      zone: draft.zone,
      locale: draft.locale,
      automaticMail: draft.automaticMail,
      ...(draft.mailFrom === settings.mailFrom ? {} : { mailFrom: draft.mailFrom }),
    };
    const isDone = await submit.run(body, async (idempotencyKey) => {
      queries.setQueryData(['settings'], await call('PATCH /api/v1/settings', { body, idempotencyKey }));
      await queries.invalidateQueries({ queryKey: ['session'] });
    });
    if (isDone) toastDone(say('settings.page.saved'), say('platform.act.close'));
  };

  return (
    <form
      className="m-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={say('settings.team.title')}>
        <div className="m-form">
          <TextField
            label={say('settings.field.team-name')}
            required
            maxLength={100}
            value={draft.teamName}
            onChange={(event) => set({ teamName: event.currentTarget.value })}
            problem={fieldProblem('teamName')}
          />
          <SearchSelect
            label={say('settings.field.zone')}
            hint={say('settings.field.zone-hint')}
            value={draft.zone}
            options={zoneOptions(new Date(), Intl.supportedValuesOf('timeZone'))}
            nothing={say('platform.select.nothing')}
            onChoose={(zone) => zone !== null && set({ zone })}
            problem={fieldProblem('zone')}
          />
          <Choices<Locale>
            label={say('settings.field.locale')}
            hint={say('settings.field.locale-hint')}
            value={draft.locale}
            options={[
              { value: 'ja', label: <span lang="ja">日本語</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
            onChoose={(locale) => set({ locale })}
          />
        </div>
      </Card>
      <Card title={say('settings.mail.title')}>
        <div className="m-form">
          <Check
            checked={draft.automaticMail}
            onChange={(event) => set({ automaticMail: event.currentTarget.checked })}
            label={
              <>
                <span className="m-strong">{say('settings.mail.automatic')}</span>
                <br />
                <span className="m-second">{say('settings.mail.automatic-hint')}</span>
              </>
            }
          />
          <TextField
            label={say('settings.field.mail-from')}
            hint={say('settings.field.mail-from-hint')}
            type="email"
            maxLength={320}
            value={draft.mailFrom}
            onChange={(event) => set({ mailFrom: event.currentTarget.value })}
            problem={
              fieldProblem('mailFrom') ??
              (draft.mailFrom.endsWith('@localhost') ? say('settings.field.mail-from-missing') : null)
            }
          />
        </div>
      </Card>
      <Refusal problem={submit.problem} />
      <div>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('settings.page.act')}
        </Button>
      </div>
    </form>
  );
}
