import { blockableTypes, type ObservableType } from '@matoi/contract/values';
import type { ReactNode } from 'react';
import { sayNow, useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { IconButton } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import {
  type Icon,
  IconAlertTriangle,
  IconAt,
  IconBug,
  IconCopy,
  IconDots,
  IconFile,
  IconHash,
  IconKey,
  IconLink,
  IconServer,
  IconTags,
  IconWorld,
} from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { toastDone, toastProblem } from '../../../../ui/toast.ts';
import type { Correction } from '../corrections.hook.ts';
import { observableLink, warningListLink } from '../links.ts';
import { papText } from '../marks.rules.ts';
import type { Observable } from '../queries.ts';
import './observables.css';

const icons: Readonly<Record<ObservableType, Icon>> = {
  ipv4: IconServer,
  ipv6: IconServer,
  network: IconServer,
  endpoint: IconServer,
  domain: IconWorld,
  url: IconLink,
  email: IconAt,
  md5: IconHash,
  sha1: IconHash,
  sha256: IconHash,
  sha512: IconHash,
  'file-name': IconFile,
  vulnerability: IconBug,
  bitcoin: IconKey,
};

const roleTones = { unknown: 'neutral', attacker: 'red', victim: 'amber', benign: 'green' } as const satisfies Record<
  Observable['role'],
  Tone
>;

function isBlockable(type: ObservableType): boolean {
  return (blockableTypes as readonly ObservableType[]).includes(type);
}

/** A value as it may be read: never a link to itself. */
export function ObservableName({
  observable,
}: {
  readonly observable: Pick<Observable, 'type' | 'defanged' | 'readable' | 'id'>;
}) {
  const { say } = useSay();
  const TypeIcon = icons[observable.type];
  return (
    <div className="m-observable-name">
      <span className="m-observable-icon" title={say(`observables.type.${observable.type}`)}>
        <TypeIcon size={16} stroke={1.75} aria-hidden="true" />
        <span className="m-hidden">{say(`observables.type.${observable.type}`)}</span>
      </span>
      <Link to={observableLink(observable.id)} className="m-mono m-observable-value">
        {observable.defanged}
      </Link>
      {observable.readable !== null && <span className="m-observable-readable">{observable.readable}</span>}
    </div>
  );
}

/** Role, warning lists, sightings, reason of being left out, and on how many other records it was seen. */
export function ObservableChips({ observable }: { readonly observable: Observable }) {
  const { say } = useSay();
  const { alsoSeen, role, dismissal, state, sightings } = observable;
  return (
    <>
      {role !== 'unknown' && <Chip tone={roleTones[role]}>{say(`observables.role.${role}`)}</Chip>}
      {state === 'dismissed' && dismissal !== null && <Chip>{say(`observables.dismissal.${dismissal}`)}</Chip>}
      <WarningChips warnings={observable.warnings} />
      {sightings.count > 0 && (
        <Link to={observableLink(observable.id)}>
          <Chip tone="accent">
            {say(sightings.isMore ? 'observables.sightings.chip-more' : 'observables.sightings.chip', {
              count: sightings.count,
            })}
          </Chip>
        </Link>
      )}
      {alsoSeen.count > 0 && (
        <Link
          to={observableLink(observable.id)}
          title={say('observables.also.title', {
            numbers: alsoSeen.records.map(({ number, title }) => number ?? title).join(', '),
          })}
        >
          <Chip tone="accent">
            {say(alsoSeen.isMore ? 'observables.also.more' : 'observables.also.count', { count: alsoSeen.count })}
          </Chip>
        </Link>
      )}
    </>
  );
}

/** The warning lists that a value is on, with the reason one hover away. */
export function WarningChips({ warnings }: { readonly warnings: Observable['warnings'] }) {
  const { say, locale } = useSay();
  return (
    <>
      {warnings.map(({ listId, name, reason }) => (
        <Link key={listId} to={warningListLink(listId)} title={reason[locale]}>
          <Chip tone="amber" icon={IconAlertTriangle}>
            {say('observables.warning.chip', { name: name[locale] })}
          </Chip>
        </Link>
      ))}
    </>
  );
}

type Marked = Pick<Observable, 'tags' | 'note' | 'marking'>;

/** What holds for a value on a record, and its tags. */
export function MarkChips({ place: { tags, marking } }: { readonly place: Pick<Marked, 'tags' | 'marking'> }) {
  return (
    <>
      {marking.tlp !== null && <TlpChip label={marking.tlp} />}
      {marking.pap !== null && <Chip>{papText(marking.pap)}</Chip>}
      {tags.map((tag) => (
        <Chip key={tag} icon={IconTags}>
          {tag}
        </Chip>
      ))}
    </>
  );
}

/** Why a value matters on a record; nothing where nobody said. */
export function ObservableNote({ place: { note } }: { readonly place: Pick<Marked, 'note'> }) {
  return note === '' ? null : <div className="m-observable-note m-typed">{note}</div>;
}

/** Copies the live value, for a block list or a search elsewhere. */
async function copy({ value, defanged }: Observable): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    toastDone(sayNow('observables.copy.done', { value: defanged }), sayNow('platform.act.close'));
  } catch (error) {
    // Without https or the right to the clipboard: the page of the value shows it for copying by hand.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    toastProblem(sayNow('observables.copy.failed'), sayNow('platform.act.close'));
  }
}

type ActsProps = {
  readonly observable: Observable;
  readonly mayChange: boolean;
  readonly onCorrect: (change: Correction) => void;
  readonly onEdit: () => void;
  readonly onIgnore: () => void;
  readonly onBlock: () => void;
  readonly onSighting: () => void;
};

/** What can be done with a value. */
export function ObservableActs(props: ActsProps): ReactNode {
  const { observable, mayChange, onCorrect, onEdit, onIgnore, onBlock, onSighting } = props;
  const { say } = useSay();
  const { may } = useMe();
  const isCurrent = observable.state === 'current';
  const canChange = mayChange && may('observables.change');
  const isListed = observable.dismissal === 'ignored';
  return (
    <span className="m-observable-acts">
      <IconButton
        icon={IconCopy}
        label={`${say('observables.copy.act')}: ${observable.defanged}`}
        onClick={() => void copy(observable)}
      />
      {canChange && (
        <Menu
          label={say('observables.more.act', { value: observable.defanged })}
          groups={[
            {
              label: say('observables.group.state'),
              entries: [
                { id: 'edit', label: say('observables.edit.act'), onChoose: onEdit },
                ...(may('sightings.add')
                  ? [{ id: 'sighting', label: say('sightings.add.act'), onChoose: onSighting }]
                  : []),
                {
                  id: 'state',
                  label: say(isCurrent ? 'observables.dismiss.act' : 'observables.restore.act'),
                  onChoose: () => onCorrect({ state: isCurrent ? 'dismissed' : 'current' }),
                },
                ...(may('known-values.add') && !isListed
                  ? [{ id: 'ignore', label: say('observables.ignore.act'), onChoose: onIgnore }]
                  : []),
                ...(may('block-entries.add') && isBlockable(observable.type)
                  ? [{ id: 'block', label: say('block-list.add.act'), onChoose: onBlock }]
                  : []),
              ],
            },
            {
              label: say('observables.group.role'),
              entries: (['attacker', 'victim', 'benign', 'unknown'] as const).map((role) => ({
                id: role,
                label: say(`observables.role.${role}`),
                isChosen: observable.role === role,
                onChoose: () => onCorrect({ role }),
              })),
            },
          ]}
        >
          <IconButton icon={IconDots} label={say('observables.more.act', { value: observable.defanged })} />
        </Menu>
      )}
    </span>
  );
}
