import type { Locale } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { changeLanguage, useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { sessionQuery } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Threshold } from '../../../../shared/threshold.tsx';
import { Button } from '../../../../ui/button.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Choices, Notice, TextField } from '../../../../ui/field.tsx';
import { IconCheck, IconFlame, IconInbox, IconSettings, IconUsers } from '../../../../ui/icons.ts';
import { Mark } from '../../../../ui/mark.tsx';
import { readLinkToken } from '../../link-token.ts';
import { NewPasswordFields, useNewPassword } from '../../new-password.tsx';
import { dropDraft, readDraft, type SetUpDraft, writeDraft } from '../draft.store.ts';
import { ownZone, zoneOptions } from '../zones.values.ts';

const stepCount = 3;

/** The first start: language, team, first administrator. Opened by the one-time link that the server printed. */
export function SetUpPage() {
  const { say, locale } = useSay();
  const session = useQuery(sessionQuery);
  const [token] = useState(() => readLinkToken(window.location.hash));
  if (token === null || session.data?.needsSetUp === false) {
    return (
      <Threshold note={say('set-up.page.title')}>
        <div className="m-threshold-content">
          <h1>{say('set-up.page.title')}</h1>
          {session.data?.needsSetUp === false ? (
            <>
              <Notice tone="quiet">{say('set-up.complete.already-done')}</Notice>
              <p>
                <Link to="/sign-in">{say('session.sign-in.act')}</Link>
              </p>
            </>
          ) : (
            <>
              <Notice tone="amber">{say('set-up.page.no-token')}</Notice>
              <p className="m-lead">{say('set-up.page.where-token')}</p>
            </>
          )}
        </div>
      </Threshold>
    );
  }
  return <Wizard token={token} locale={locale} />;
}

function Wizard({ token, locale }: { readonly token: string; readonly locale: Locale }) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const heading = useRef<HTMLHeadingElement>(null);
  const [draft, setDraft] = useState<SetUpDraft>(() =>
    readDraft({ step: 0, locale, teamName: '', mailFrom: '', zone: ownZone(), name: '', email: '' }),
  );
  const typed = useNewPassword();
  const { step } = draft;

  useEffect(() => writeDraft(draft), [draft]);
  useEffect(() => setDraft((before) => ({ ...before, locale })), [locale]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is announced by its heading
  useEffect(() => heading.current?.focus(), [step]);

  const set = (change: Partial<SetUpDraft>) => setDraft((before) => ({ ...before, ...change }));

  const finish = async () => {
    if (!typed.isReady()) return;
    const { teamName, zone, name, email } = draft;
    const { password } = typed;
    const mailFrom = draft.mailFrom.trim() === '' ? {} : { mailFrom: draft.mailFrom.trim() };
    const body = { token, teamName, zone, locale, name, email, password, ...mailFrom };
    const isDone = await submit.run(null, async () => {
      await call('POST /api/v1/set-up', { body });
      dropDraft();
      await call('POST /api/v1/session/sign-in', { body: { email, password } });
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
    });
    if (isDone) go('/', { replace: true });
  };
  const next = (event: FormEvent) => {
    event.preventDefault();
    if (step < stepCount - 1) set({ step: step + 1 });
    else void finish();
  };

  const steps = [
    { name: say('set-up.step.language'), value: say(`platform.language.${locale}`) },
    { name: say('set-up.step.team'), value: draft.teamName },
    { name: say('set-up.step.administrator'), value: draft.name },
  ];
  const nextName = steps[step + 1]?.name;

  return (
    <Threshold
      note={say('set-up.page.title')}
      hint={say('set-up.page.hint')}
      aside={<Preview teamName={draft.teamName} />}
      rail={
        <ol className="m-steps" aria-label={say('set-up.page.steps')}>
          {steps.map(({ name, value }, at) => (
            <li
              key={name}
              data-state={at < step ? 'done' : at === step ? 'current' : 'ahead'}
              aria-current={at === step ? 'step' : undefined}
            >
              <span className="m-steps-node">
                {at < step ? <IconCheck size={14} stroke={2.25} aria-hidden="true" /> : at + 1}
              </span>
              {name}
              {at < step && <span className="m-steps-value m-ellipsis">{value}</span>}
            </li>
          ))}
        </ol>
      }
    >
      <form onSubmit={next}>
        <div className="m-threshold-content">
          <div>
            <div className="m-threshold-count">{`${step + 1} / ${stepCount}`}</div>
            <h1 ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
              {say(
                step === 0 ? 'set-up.language.title' : step === 1 ? 'set-up.team.title' : 'set-up.administrator.title',
              )}
            </h1>
          </div>
          <p className="m-lead">
            {say(step === 0 ? 'set-up.language.text' : step === 1 ? 'set-up.team.text' : 'set-up.administrator.text')}
          </p>
          {step === 0 && (
            <Choices<Locale>
              label={say('set-up.step.language')}
              value={locale}
              options={[
                { value: 'ja', label: <span lang="ja">日本語</span> },
                { value: 'en', label: <span lang="en">English</span> },
              ]}
              onChoose={(value) => void changeLanguage(value)}
            />
          )}
          {step === 1 && (
            <>
              <TextField
                label={say('settings.field.team-name')}
                hint={say('set-up.team.name-hint')}
                required
                maxLength={100}
                autoComplete="organization"
                value={draft.teamName}
                onChange={(event) => set({ teamName: event.currentTarget.value })}
                problem={fieldProblem('teamName')}
              />
              <TextField
                label={say('set-up.team.mail-from')}
                hint={say('set-up.team.mail-from-hint')}
                type="email"
                maxLength={320}
                autoComplete="off"
                value={draft.mailFrom}
                onChange={(event) => set({ mailFrom: event.currentTarget.value })}
                problem={fieldProblem('mailFrom')}
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
            </>
          )}
          {step === 2 && (
            <>
              <TextField
                label={say('account.field.name')}
                required
                maxLength={100}
                autoComplete="name"
                value={draft.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
                problem={fieldProblem('name')}
              />
              <TextField
                label={say('session.field.email')}
                type="email"
                required
                maxLength={320}
                autoComplete="username"
                value={draft.email}
                onChange={(event) => set({ email: event.currentTarget.value })}
                problem={fieldProblem('email')}
              />
              <NewPasswordFields
                label={say('session.field.password')}
                typed={typed}
                problem={fieldProblem('password')}
              />
            </>
          )}
          <Refusal problem={submit.problem} />
        </div>
        <div className="m-threshold-end">
          {step > 0 && <Button onClick={() => set({ step: step - 1 })}>{say('platform.act.back')}</Button>}
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {nextName === undefined ? say('set-up.page.finish') : say('set-up.page.next', { step: nextName })}
          </Button>
        </div>
      </form>
    </Threshold>
  );
}

/** How the menu will look, while the team is being named. */
function Preview({ teamName }: { readonly teamName: string }) {
  const { say } = useSay();
  const items = [
    { icon: IconInbox, title: say('terms.inbox') },
    { icon: IconFlame, title: say('terms.incident-list') },
    { icon: IconUsers, title: say('accounts.list.title') },
    { icon: IconSettings, title: say('settings.page.title') },
  ];
  return (
    <>
      <div>
        <h2>{say('set-up.preview.title')}</h2>
        <p className="m-second">{say('set-up.preview.note')}</p>
      </div>
      <div className="m-preview" aria-hidden="true">
        <div className="m-preview-brand">
          <Mark size={26} />
          <span>
            <span className="m-strong">Matoi 纏</span>
            <br />
            <span className="m-second">{teamName || say('set-up.preview.team')}</span>
          </span>
        </div>
        {items.map((item, at) => (
          <div key={item.title} className="m-preview-item" data-current={at === 0}>
            <item.icon size={16} stroke={1.75} />
            {item.title}
          </div>
        ))}
      </div>
      <div>
        <h2>{say('set-up.preview.next')}</h2>
        <ol className="m-preview-steps">
          <li>{say('set-up.preview.mail')}</li>
          <li>{say('set-up.preview.inbox')}</li>
          <li>{say('set-up.preview.members')}</li>
        </ol>
      </div>
    </>
  );
}
