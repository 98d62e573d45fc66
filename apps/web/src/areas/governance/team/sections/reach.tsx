import { useSay } from '../../../../shared/language.ts';
import { Chip } from '../../../../ui/card.tsx';
import { IconAt, IconBell, IconMail, IconMessageCheck, IconPhone } from '../../../../ui/icons.ts';
import type { Channel } from '../queries.ts';
import './team.css';

const icons = { mail: IconMail, push: IconBell, chat: IconAt, sms: IconMessageCheck, voice: IconPhone } as const;

/** Where a tap leads: numbers are dialled, addresses written to. */
function hrefOf({ kind, address }: Channel): string | null {
  const dialled = address.normalize('NFKC').replace(/[^\d+#]/g, '');
  switch (kind) {
    case 'voice':
      return `tel:${dialled}`;
    case 'sms':
      return `sms:${dialled}`;
    case 'mail':
      return `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
    case 'chat':
    case 'push':
      return null;
  }
}

/** The ways to reach somebody in their order; each is one tap. `null`: withheld from this reader. */
export function Reach({ channels, name }: { readonly channels: readonly Channel[] | null; readonly name: string }) {
  const { say } = useSay();
  if (channels === null) return <span className="m-second">{say('duty.card.withheld')}</span>;
  if (channels.length === 0) return <span className="m-second">{say('team.reach.none')}</span>;
  return (
    <ul className="m-reach">
      {channels.map((channel) => {
        const Icon = icons[channel.kind];
        const href = hrefOf(channel);
        const words = channel.kind === 'push' ? say('team.reach.push') : channel.address;
        return (
          <li key={`${channel.kind} ${channel.address}`}>
            <Icon size={14} stroke={1.75} aria-hidden="true" />
            {href === null ? (
              <span>{words}</span>
            ) : (
              <a
                href={href}
                aria-label={channel.kind === 'voice' ? `${say('duty.card.call', { name })} ${words}` : undefined}
              >
                {words}
              </a>
            )}
            {channel.isAlternate && <Chip>{say('team.reach.alternate-short')}</Chip>}
          </li>
        );
      })}
    </ul>
  );
}
