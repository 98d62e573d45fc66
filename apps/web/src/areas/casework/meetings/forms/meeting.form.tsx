import type { ReactNode } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { useMeetingAct } from '../meeting.act.hook.ts';
import type { Meeting } from '../queries.ts';

/** The frame of every act on a meeting: what is asked or typed, the refusal, and one button that carries it out. */
export function MeetingForm(props: {
  readonly meeting: Meeting;
  /** What the act is about: a second try of the same is known by it. */
  readonly about: unknown;
  readonly send: (idempotencyKey: string) => Promise<Meeting>;
  readonly done: string;
  readonly act: string;
  readonly isDanger?: boolean;
  readonly isReady?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { meeting, about, send, done, act, isDanger = false, isReady = true, onClose, children } = props;
  const { say } = useSay();
  const { submit, run } = useMeetingAct(meeting, onClose);
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(about, send, done);
      }}
    >
      {children}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind={isDanger ? 'danger' : 'primary'} isBusy={submit.busy} disabled={!isReady}>
          {act}
        </Button>
      </div>
    </form>
  );
}

/** Cancels a meeting, or takes confirmed minutes up again; both want a reason. */
export function MoveReasonForm(props: {
  readonly meeting: Meeting;
  readonly act: 'cancel' | 'correct';
  readonly onClose: () => void;
}) {
  const { meeting, act, onClose } = props;
  const { say } = useSay();
  const { id, version } = meeting;
  return (
    <ReasonForm
      explained={say(`meetings.${act}.explained`)}
      label={say('meetings.reason')}
      act={say(`meetings.${act}.act`)}
      kind={act === 'cancel' ? 'danger' : 'primary'}
      most={500}
      about={[id, version, act]}
      stale={['meeting']}
      onClose={onClose}
      send={async (reason, idempotencyKey) => {
        const body = { act, reason };
        await call('POST /api/v1/meetings/{id}/move', { params: { id }, version, body, idempotencyKey });
        return say(`meetings.${act}.done`);
      }}
    />
  );
}
