import { reachKinds } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Check } from '../../../../ui/field.tsx';
import { IconAlertTriangle, IconArrowUp, IconPlus, IconX } from '../../../../ui/icons.ts';
import type { Channel } from '../queries.ts';
import '../sections/team.css';

const inputTypes = { mail: 'email', push: 'text', chat: 'text', sms: 'tel', voice: 'tel' } as const;

type Props = {
  readonly legend: string;
  readonly channels: readonly Channel[];
  readonly onChange: (channels: readonly Channel[]) => void;
  /** Push is for members with an account. */
  readonly hasPush: boolean;
  readonly problemAt: (index: number) => string | null;
};

/** The ways to reach somebody, in the order in which they are tried. */
export function ChannelFields({ legend, channels, onChange, hasPush, problemAt }: Props) {
  const { say } = useSay();
  const set = (at: number, change: Partial<Channel>) =>
    onChange(channels.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const up = (at: number) => {
    const next = [...channels];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at - 1, 0, moved);
    onChange(next);
  };
  const kinds = reachKinds.filter((kind) => kind !== 'push' || hasPush);
  return (
    <fieldset className="m-fieldset">
      <legend>{legend}</legend>
      <div className="m-second">{say('team.reach.hint')}</div>
      {channels.map((channel, at) => {
        const problem = problemAt(at);
        const place = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
          <div key={at} className="m-line-fields">
            <select
              className="m-input"
              aria-label={say('team.reach.kind', { place })}
              value={channel.kind}
              onChange={(event) => {
                const kind = reachKinds.find((one) => one === event.currentTarget.value) ?? 'voice';
                set(at, { kind, ...(kind === 'push' ? { address: '' } : {}) });
              }}
            >
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {say(`team.reach.${kind}`)}
                </option>
              ))}
            </select>
            <input
              className="m-input"
              type={inputTypes[channel.kind]}
              aria-label={say('team.reach.address', { place })}
              aria-invalid={problem !== null}
              maxLength={200}
              disabled={channel.kind === 'push'}
              value={channel.address}
              onChange={(event) => set(at, { address: event.currentTarget.value })}
            />
            <span className="m-line-acts">
              <IconButton
                icon={IconArrowUp}
                label={say('team.reach.up', { place })}
                disabled={at === 0}
                onClick={() => up(at)}
              />
              <IconButton
                icon={IconX}
                label={say('team.reach.remove', { place })}
                onClick={() => onChange(channels.filter((_, index) => index !== at))}
              />
            </span>
            {problem !== null && (
              <div className="m-field-problem" role="alert">
                <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
                <span>{problem}</span>
              </div>
            )}
            {channel.kind !== 'push' && (
              <Check
                label={say('team.reach.alternate')}
                checked={channel.isAlternate}
                onChange={(event) => set(at, { isAlternate: event.currentTarget.checked })}
              />
            )}
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon={IconPlus}
          disabled={channels.length >= 8}
          onClick={() => onChange([...channels, { kind: 'voice', address: '', isAlternate: false }])}
        >
          {say('team.reach.add')}
        </Button>
      </div>
    </fieldset>
  );
}

/** The channels as they are sent: rows that nobody filled in are left out. */
export function filled(channels: readonly Channel[]): Channel[] {
  return channels
    .map((one) => ({ ...one, address: one.address.trim() }))
    .filter(({ kind, address }) => kind === 'push' || address !== '');
}
