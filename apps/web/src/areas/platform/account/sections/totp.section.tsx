import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { IconDownload, IconShieldCheck } from '../../../../ui/icons.ts';
import './totp.css';

/** Codes from an authenticator app at each sign-in, and the recovery codes for the day the phone is lost. */
export function TotpSection() {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [begun, setBegun] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [code, setCode] = useState('');
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  const [isRemoving, setRemoving] = useState(false);

  const refresh = () => queries.invalidateQueries({ queryKey: ['session'] });
  const begin = () => submit.run(null, async () => setBegun(await call('POST /api/v1/account/totp', { body: {} })));
  const confirm = () =>
    submit.run(null, async () => {
      const answer = await call('POST /api/v1/account/totp/confirm', { body: { code } });
      setRecoveryCodes(answer.recoveryCodes);
      setBegun(null);
      setCode('');
      await refresh();
    });
  const remove = () =>
    submit.run(null, async () => {
      await call('POST /api/v1/account/totp/remove', { body: {} });
      setRemoving(false);
      await refresh();
    });

  if (recoveryCodes !== null) {
    return (
      <Card title={say('account.totp.title')}>
        <div className="m-form">
          <Notice tone="amber">{say('account.recovery.text')}</Notice>
          <ul className="m-recovery m-mono" aria-label={say('account.recovery.title')}>
            {recoveryCodes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          <CopyField
            label={say('account.recovery.title')}
            value={recoveryCodes.join(' ')}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
          <div className="m-form-end">
            <Button
              icon={IconDownload}
              onClick={() => downloadText('matoi-recovery-codes.txt', `${recoveryCodes.join('\n')}\n`)}
            >
              {say('account.recovery.download')}
            </Button>
            <Button kind="primary" onClick={() => setRecoveryCodes(null)}>
              {say('account.recovery.kept')}
            </Button>
          </div>
        </div>
      </Card>
    );
  }

  return (
    <Card
      title={say('account.totp.title')}
      actions={
        me.hasTotp ? (
          <Chip icon={IconShieldCheck} tone="green">
            {say('account.totp.on')}
          </Chip>
        ) : (
          <Chip>{say('account.totp.off')}</Chip>
        )
      }
    >
      {begun === null ? (
        <div className="m-form">
          <p>{say(me.hasTotp ? 'account.totp.text-on' : 'account.totp.text-off', { count: me.recoveryCodesLeft })}</p>
          {me.hasTotp && me.recoveryCodesLeft <= 3 && <Notice tone="amber">{say('account.recovery.few')}</Notice>}
          {!isRemoving && <Refusal problem={submit.problem} />}
          <div className="m-form-end">
            <Button isBusy={submit.busy} onClick={() => void begin()}>
              {say(me.hasTotp ? 'account.totp.renew' : 'account.totp.begin')}
            </Button>
            {me.hasTotp && (
              <Button kind="danger" onClick={() => setRemoving(true)}>
                {say('account.totp.remove')}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <form
          className="m-form"
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <p>{say('account.totp.scan')}</p>
          <Picture uri={begun.uri} />
          <CopyField
            label={say('account.totp.secret')}
            value={begun.secret}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
          <TextField
            label={say('account.totp.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            minLength={6}
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            problem={fieldProblem('code')}
          />
          <Refusal problem={submit.problem} />
          <div className="m-form-end">
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('account.totp.confirm')}
            </Button>
            <Button onClick={() => setBegun(null)}>{say('platform.act.cancel')}</Button>
          </div>
        </form>
      )}
      <Dialog title={say('account.totp.remove-title')} isOpen={isRemoving} onClose={() => setRemoving(false)}>
        <div className="m-form">
          <p>{say('account.totp.remove-text')}</p>
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setRemoving(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={() => void remove()}>
              {say('account.totp.remove')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}

/** The square to scan; its drawing code is fetched only here. */
function Picture({ uri }: { readonly uri: string }) {
  const { say } = useSay();
  const picture = useQuery({
    queryKey: ['totp-picture', uri],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { renderSVG } = await import('uqr');
      return `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 3 }))}`;
    },
  });
  return (
    <div className="m-square">
      {picture.data !== undefined && (
        <img src={picture.data} width={184} height={184} alt={say('account.totp.picture')} />
      )}
    </div>
  );
}
