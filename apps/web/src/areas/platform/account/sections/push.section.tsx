import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Notice } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { browserName } from '../browser.format.ts';
import { obstacleHere, subscribe, unsubscribe } from '../push.browser.ts';
import { type PushDevice, pushDevicesQuery, pushHereQuery } from '../push.queries.ts';
import { forgetPush, notePush } from '../push.refresh.ts';
import './push.css';

/** On which of my browsers I am called by push message, and turning it on for this one. */
export function PushSection() {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery(pushDevicesQuery);
  const here = useQuery(pushHereQuery);
  const [notice, setNotice] = useState<string | null>(null);
  const obstacle = obstacleHere();
  const devices = list.data?.items ?? [];
  const isOn = here.data != null && devices.some(({ endpointHash }) => endpointHash === here.data);

  const refresh = () => queries.invalidateQueries({ queryKey: ['push-device'] });
  const turnOn = async (publicKey: string) => {
    setNotice(null);
    const subscribed = await subscribe(publicKey);
    if (typeof subscribed === 'string') {
      setNotice(say(subscribed === 'blocked' ? 'push.reason.blocked' : `push.problem.${subscribed}`));
      return;
    }
    const name = browserName(navigator.userAgent) ?? say('push.device.unknown');
    const body = { name, hasNotices: false, ...subscribed };
    const isDone = await submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/account/push-devices', { body, idempotencyKey });
      notePush(me.id, new Date());
    });
    await refresh();
    if (isDone) toastDone(say('push.toast.on'), say('platform.act.close'));
  };

  return (
    <Card title={say('push.section.title')}>
      <div className="m-form">
        <p>{say('push.section.explained')}</p>
        {list.data === undefined ? (
          <Waiting query={list} />
        ) : (
          <>
            {devices.length === 0 && <p className="m-second">{say('push.section.empty')}</p>}
            <ul className="m-push">
              {devices.map((device) => (
                <DeviceRow key={device.id} device={device} isHere={device.endpointHash === here.data} />
              ))}
            </ul>
            {obstacle !== null && <Notice tone="quiet">{say(`push.reason.${obstacle}`)}</Notice>}
            {obstacle === null && !isOn && here.data !== undefined && (
              <div className="m-push-on">
                <Button kind="primary" isBusy={submit.busy} onClick={() => void turnOn(list.data.publicKey)}>
                  {say('push.act.turn-on')}
                </Button>
                <p className="m-second">{say('push.section.shared')}</p>
              </div>
            )}
            {notice !== null && <Notice tone="amber">{notice}</Notice>}
          </>
        )}
        <Refusal problem={submit.problem} />
      </div>
    </Card>
  );
}

function DeviceRow({ device, isHere }: { readonly device: PushDevice; readonly isHere: boolean }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isEnding, setEnding] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const { id, name, hasNotices, lastProblem } = device;
  const params = { id };
  const refresh = () => queries.invalidateQueries({ queryKey: ['push-device'] });

  const test = async () => {
    setNotice(null);
    await submit.run([id, Date.now()], async () => {
      const { isSent, isEnded, words } = await call('POST /api/v1/account/push-devices/{id}/test', {
        params,
        body: {},
      });
      if (isSent) toastDone(say('push.toast.tested'), say('platform.act.close'));
      else setNotice(isEnded ? say('push.tested.ended') : say('push.tested.failed', { words: wordsText(words, say) }));
      // One that has ended is gone from the list, and its words with it: they stay until the next look.
      if (!isEnded) await refresh();
    });
  };
  const choose = async (wants: boolean) => {
    const isDone = await submit.run([id, wants], async (idempotencyKey) => {
      const body = { name, hasNotices: wants };
      await call('PATCH /api/v1/account/push-devices/{id}', { params, body, idempotencyKey });
    });
    await refresh();
    if (isDone) toastDone(say('push.toast.saved'), say('platform.act.close'));
  };
  const end = async () => {
    const isDone = await submit.run([id, 'end'], async (idempotencyKey) => {
      await call('POST /api/v1/account/push-devices/{id}/end', { params, body: {}, idempotencyKey });
      if (!isHere) return;
      forgetPush();
      await unsubscribe();
    });
    await refresh();
    if (isDone) toastDone(say('push.toast.off'), say('platform.act.close'));
  };

  return (
    <li aria-label={name}>
      <div className="m-row">
        <span className="m-strong">{name}</span>
        {isHere && <Chip tone="accent">{say('push.device.this')}</Chip>}
        <span className="m-second">{device.service}</span>
      </div>
      <div className="m-row m-second">
        <span>
          {say('push.device.seen')} <Moment at={device.lastSeenAt} as="short" />
        </span>
        <span>
          {say('push.device.sent')}{' '}
          {device.lastSentAt === null ? say('push.device.not-sent') : <Moment at={device.lastSentAt} as="short" />}
        </span>
      </div>
      {lastProblem !== null && (
        <p className="m-push-problem">{say('push.device.problem', { words: wordsText(lastProblem, say) })}</p>
      )}
      <Check
        label={say('push.device.notices')}
        checked={hasNotices}
        disabled={submit.busy}
        onChange={(event) => void choose(event.currentTarget.checked)}
      />
      <div className="m-row">
        <Button
          size="small"
          isBusy={submit.busy}
          aria-label={say('push.act.test-named', { name })}
          onClick={() => void test()}
        >
          {say('push.act.test')}
        </Button>
        <Button
          size="small"
          kind="plain"
          aria-label={say('push.act.end-named', { name })}
          onClick={() => setEnding(true)}
        >
          {say('push.act.end')}
        </Button>
      </div>
      {notice !== null && <Notice tone="amber">{notice}</Notice>}
      <Refusal problem={submit.problem} />
      <Dialog title={say('push.end.title')} isOpen={isEnding} onClose={() => setEnding(false)}>
        <div className="m-form">
          <p>{say('push.end.explained', { name })}</p>
          <div className="m-dialog-end">
            <Button onClick={() => setEnding(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={() => void end()}>
              {say('push.act.end')}
            </Button>
          </div>
        </div>
      </Dialog>
    </li>
  );
}

/** What kept a message from leaving, in words; what the push service said stays as it said it. */
function wordsText(words: string, say: ReturnType<typeof useSay>['say']): string {
  if (words === 'private') return say('push.words.private');
  return words === 'unknown' ? say('push.words.unknown') : words;
}
