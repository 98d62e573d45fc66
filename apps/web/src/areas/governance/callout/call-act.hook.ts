import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import type { CalledPerson, CallOut } from './queries.ts';

/** Acts on a call with one press: somebody comes or does not, the next is called now, somebody is released. */
export function useCallAct() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();

  const after = async (isDone: boolean, words: string) => {
    await queries.invalidateQueries({ queryKey: ['call-out'] });
    await queries.invalidateQueries({ queryKey: ['journal-entry'] });
    if (isDone) toastDone(words, say('platform.act.close'));
    return isDone;
  };

  const answer = async (person: CalledPerson, said: 'acknowledged' | 'refused', text = '') =>
    after(
      await submit.run([person.id, person.state, said, text], async (idempotencyKey) => {
        await call('POST /api/v1/call-out-people/{id}/answer', {
          params: { id: person.id },
          body: { answer: said, text },
          idempotencyKey,
        });
      }),
      say(`call-outs.toast.${said}`, { name: person.name }),
    );

  const release = async (person: CalledPerson) => {
    if (person.arrivedAt === null) return false;
    const { arrivedAt } = person;
    return after(
      await submit.run([person.id, 'release'], async (idempotencyKey) => {
        await call('POST /api/v1/call-out-people/{id}/hours', {
          params: { id: person.id },
          body: { arrivedAt, releasedAt: new Date().toISOString() },
          idempotencyKey,
        });
      }),
      say('call-outs.toast.released', { name: person.name }),
    );
  };

  const next = async (callOut: CallOut) =>
    after(
      await submit.run([callOut.id, callOut.version, 'next'], async (idempotencyKey) => {
        await call('POST /api/v1/call-outs/{id}/next', { params: { id: callOut.id }, body: {}, idempotencyKey });
      }),
      say('call-outs.toast.next'),
    );

  return { ...submit, answer, release, next };
}
