import { useQueryClient } from '@tanstack/react-query';
import { useSay } from '../../../shared/language.ts';
import { useStale } from '../../../shared/stale.hook.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import { type Meeting, meetingKey } from './queries.ts';

/** Sends an act on a meeting, shows the meeting as it is afterwards, and says so where there is something to say. */
export function useMeetingAct(meeting: Meeting, onDone: () => void = () => undefined) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, meetingKey(meeting.number));
  return {
    submit,
    run: (about: unknown, send: (idempotencyKey: string) => Promise<Meeting>, sentence: string | null) =>
      submit.run([meeting.id, about], async (idempotencyKey) => {
        const saved = await send(idempotencyKey);
        queries.setQueryData(meetingKey(meeting.number), saved);
        void queries.invalidateQueries({ queryKey: ['meeting', 'on'] });
        if (sentence !== null) toastDone(sentence, say('platform.act.close'));
        onDone();
      }),
  };
}
