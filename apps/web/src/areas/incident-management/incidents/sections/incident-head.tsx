import { papLabels, tlpLabels } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Presence } from '../../../../shared/presence.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Sections, type SubjectFrame } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import {
  IconArrowMerge,
  IconBan,
  IconBell,
  IconCircleCheck,
  IconClockPause,
  IconDots,
  IconFlame,
  IconLock,
  IconMoon,
  IconPencil,
  IconRotateClockwise,
  IconTags,
} from '../../../../ui/icons.ts';
import { Menu, type MenuEntry } from '../../../../ui/menu.tsx';
import { SeverityMark } from '../../../../ui/severity.tsx';
import { TlpChip, tlpText } from '../../../../ui/tlp-chip.tsx';
import { classesQuery } from '../../triage/queries.ts';
import type { Asked } from '../asked.values.ts';
import { useIncidentAct } from '../incident-act.hook.ts';
import { incidentLink, nightLink } from '../links.ts';
import type { Incident } from '../queries.ts';
import { useRecordEntry } from '../record-entry.hook.ts';

type HeadProps = {
  readonly incident: Incident;
  readonly subject: SubjectFrame;
  readonly onAsk: (asked: Asked) => void;
};

/** What it is, how bad, who may know it, who looks at it, and what can be done with it. */
export function IncidentHead({ incident, subject, onAsk }: HeadProps) {
  const { say } = useSay();
  const { may } = useMe();
  const { recordEntry, isFormSeen } = useRecordEntry(incident);
  const mayWrite = incident.can.annotate && may('journal.add');
  const mayDecide = incident.can.decideSeverity && may('incidents.decide-severity');
  const mayChange = incident.can.change && may('incidents.change');
  useKeys({ r: mayWrite ? recordEntry : undefined });
  const severity = (
    <SeverityMark
      level={incident.severity}
      word={say(incident.severity === null ? 'incidents.severity.none' : `terms.severity.${incident.severity}`)}
    />
  );
  return (
    <header className="m-incident-head">
      <div className="m-row m-incident-marks">
        {mayDecide ? (
          <button
            type="button"
            className="m-incident-mark"
            title={say('incidents.severity.title')}
            onClick={() => onAsk({ kind: 'severity' })}
          >
            {severity}
          </button>
        ) : (
          severity
        )}
        <span className="m-second">{incident.number}</span>
        <Markings incident={incident} mayChange={mayChange} />
        {!incident.compartment.isOpen && (
          <Chip icon={IconLock} title={say('compartments.chip.title')}>
            {say('compartments.chip.text', { name: incident.compartment.name })}
          </Chip>
        )}
        <ClassChip code={incident.classCode} onAsk={mayChange ? () => onAsk({ kind: 'class' }) : undefined} />
        {incident.phase === 'closed' && incident.outcome !== null && (
          <Chip tone={incident.outcome === 'resolved' ? 'green' : 'neutral'}>
            {say(`terms.incident.outcome.${incident.outcome}`)}
          </Chip>
        )}
        {incident.monitoringUntil !== null && incident.phase !== 'closed' && (
          <Chip tone="amber" icon={IconClockPause} title={incident.monitoringNote ?? ''}>
            {say('incidents.monitor.until')} <Moment at={incident.monitoringUntil} as="short" />
          </Chip>
        )}
        <Sections subject={subject} place="status" />
        <span className="m-incident-present">
          <Presence subjectId={incident.id} />
        </span>
      </div>
      <div className="m-incident-title">
        <h1>{incident.title}</h1>
        <div className="m-incident-acts">
          <Link className="m-button m-incident-night" data-kind="outline" to={nightLink(incident.number)}>
            <IconMoon size={16} stroke={1.75} />
            {say('incidents.night.open')}
          </Link>
          {mayWrite && (
            <Button
              className={isFormSeen ? 'm-incident-record' : undefined}
              icon={IconPencil}
              shortcut="r"
              onClick={recordEntry}
            >
              {say('journal.add.begin')}
            </Button>
          )}
          <Sections subject={subject} place="action" />
          {incident.can.close && may('incidents.close') && (
            <Button icon={IconCircleCheck} onClick={() => onAsk({ kind: 'close', outcome: null })}>
              {say('incidents.close.act')}
            </Button>
          )}
          {incident.can.reopen && may('incidents.reopen') && (
            <Button icon={IconRotateClockwise} onClick={() => onAsk({ kind: 'reopen' })}>
              {say('incidents.reopen.act')}
            </Button>
          )}
          <MoreActs incident={incident} onAsk={onAsk} />
        </div>
      </div>
    </header>
  );
}

/** TLP and PAP: on a click the other labels. */
function Markings({ incident, mayChange }: { readonly incident: Incident; readonly mayChange: boolean }) {
  const { say } = useSay();
  const form = useIncidentAct(incident);
  const change = (body: { tlp: Incident['tlp'] } | { pap: Incident['pap'] }) =>
    void form.act({
      content: body,
      call: (idempotencyKey) =>
        call('PATCH /api/v1/incidents/{id}', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
  const tlp = incident.tlp === null ? <Chip>{say('incidents.tlp.none')}</Chip> : <TlpChip label={incident.tlp} />;
  const pap = incident.pap === null ? null : <Chip>{papText(incident.pap)}</Chip>;
  if (!mayChange)
    return (
      <>
        {incident.tlp !== null && tlp}
        {pap}
      </>
    );
  return (
    <>
      <Menu
        label={say('incidents.tlp.change')}
        position="bottom-start"
        groups={[
          {
            label: say('incidents.tlp.change'),
            entries: [...tlpLabels, null].map((label) => ({
              id: label ?? 'none',
              label: label === null ? say('incidents.tlp.unset') : tlpText(label),
              isChosen: label === incident.tlp,
              onChoose: () => change({ tlp: label }),
            })),
          },
          {
            label: say('incidents.pap.change'),
            entries: [...papLabels, null].map((label) => ({
              id: `pap-${label ?? 'none'}`,
              label: label === null ? say('incidents.pap.unset') : papText(label),
              isChosen: label === incident.pap,
              onChoose: () => change({ pap: label }),
            })),
          },
        ]}
      >
        <button type="button" className="m-incident-mark" title={say('incidents.tlp.change')}>
          {tlp}
          {pap}
        </button>
      </Menu>
      <Refusal problem={form.problem} />
    </>
  );
}

/** `PAP:AMBER`, as the protocol writes it in every language. */
function papText(label: NonNullable<Incident['pap']>): string {
  return `PAP:${label.toUpperCase()}`;
}

function ClassChip({ code, onAsk }: { readonly code: string | null; readonly onAsk: (() => void) | undefined }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const classes = useQuery({ ...classesQuery, enabled: code !== null && may('triage-classes.list') });
  const name = classes.data?.items.find((one) => one.code === code)?.name[locale] ?? code;
  const chip = (
    <Chip>{code === null ? say('incidents.class.none') : say('incidents.class.chip', { name: name ?? '' })}</Chip>
  );
  if (onAsk === undefined) return code === null ? null : chip;
  return (
    <button type="button" className="m-incident-mark" title={say('incidents.class.title')} onClick={onAsk}>
      {chip}
    </button>
  );
}

/** The rarer acts, behind one button. */
function MoreActs({ incident, onAsk }: { readonly incident: Incident; readonly onAsk: (asked: Asked) => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { can } = incident;
  const given = (isGiven: boolean, entry: MenuEntry): readonly MenuEntry[] => (isGiven ? [entry] : []);
  const mayChange = can.change && may('incidents.change');
  const groups = [
    [
      ...given(mayChange, {
        id: 'title',
        label: say('incidents.title.act'),
        icon: IconPencil,
        onChoose: () => onAsk({ kind: 'title' }),
      }),
      ...given(mayChange, {
        id: 'class',
        label: say('incidents.class.act'),
        icon: IconTags,
        onChoose: () => onAsk({ kind: 'class' }),
      }),
      ...given(can.decideSeverity && may('incidents.decide-severity'), {
        id: 'severity',
        label: say('incidents.severity.act'),
        icon: IconFlame,
        onChoose: () => onAsk({ kind: 'severity' }),
      }),
      ...given(mayChange, {
        id: 'review',
        label: say('incidents.review.act'),
        icon: IconBell,
        onChoose: () => onAsk({ kind: 'review' }),
      }),
      ...given(can.monitor && may('incidents.monitor'), {
        id: 'monitor',
        label: say('incidents.monitor.act'),
        icon: IconClockPause,
        onChoose: () => onAsk({ kind: 'monitor' }),
      }),
    ],
    [
      ...given(can.merge && may('incidents.merge'), {
        id: 'merge',
        label: say('incidents.merge.act'),
        icon: IconArrowMerge,
        onChoose: () => onAsk({ kind: 'merge' }),
      }),
      ...given(can.close && may('incidents.close'), {
        id: 'not-an-incident',
        label: say('incidents.not-an-incident.act'),
        icon: IconBan,
        onChoose: () => onAsk({ kind: 'close', outcome: 'not-an-incident' }),
      }),
    ],
    [
      {
        id: 'night',
        label: say('incidents.night.open'),
        icon: IconMoon,
        onChoose: () => go(nightLink(incident.number)),
      },
    ],
  ].filter((entries) => entries.length > 0);
  return (
    <Menu label={say('incidents.more.label')} groups={groups.map((entries) => ({ entries }))}>
      <IconButton icon={IconDots} label={say('incidents.more.label')} />
    </Menu>
  );
}

/** Says what became of an incident that does not go on by itself. */
export function MergedNotice({ incident, onAsk }: Pick<HeadProps, 'incident' | 'onAsk'>) {
  const { say } = useSay();
  const { may } = useMe();
  if (incident.mergedInto === null) return null;
  const { number, title } = incident.mergedInto;
  return (
    <div className="m-notice" data-tone="amber" role="status">
      <IconArrowMerge size={16} stroke={1.75} aria-hidden="true" />
      <div className="m-notice-text">
        {say('incidents.merged.text')}{' '}
        {number !== null && <Link to={incidentLink(number)}>{`${number} ${title}`}</Link>}
      </div>
      {incident.can.unmerge && may('incidents.unmerge') && (
        <Button size="small" onClick={() => onAsk({ kind: 'unmerge' })}>
          {say('incidents.unmerge.act')}
        </Button>
      )}
    </div>
  );
}
