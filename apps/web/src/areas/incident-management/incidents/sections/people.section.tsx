import { type IncidentFunction, incidentFunctions } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Avatar, Card } from '../../../../ui/card.tsx';
import { IconDots, IconUserPlus } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { type Incident, incidentQuery } from '../queries.ts';

const GiveFunctionDialog = lazy(async () => ({
  default: (await import('../forms/give-function.form.tsx')).GiveFunctionDialog,
}));

type Member = Incident['functions'][number];

/** Who does what: the commander first, and one tap to take over command. */
export function Section({ subject }: SectionProps) {
  const incident = useQuery(incidentQuery(subject.number));
  if (incident.data === undefined) return <Waiting query={incident} />;
  return <People incident={incident.data} />;
}

function People({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const { me, may } = useMe();
  const form = useIncidentAct(incident);
  const [isGiving, setGiving] = useState(false);
  const mayAssign = incident.can.assign && may('incidents.assign');
  const mayRelieve = incident.can.assign && may('incidents.relieve');
  const place = ({ function: name }: Member) => incidentFunctions.indexOf(name);
  const members = incident.functions.toSorted((a, b) => place(a) - place(b) || a.from.localeCompare(b.from));
  const persons = new Set(members.map(({ account }) => account.id)).size;
  const isCommander = incident.commander?.id === me.id;

  const give = (accountId: string, name: IncidentFunction) =>
    void form.act({
      content: [accountId, name],
      message: say('incidents.people.given', { name: say(`terms.function.${name}`) }),
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/functions', {
          params: { id: incident.id },
          body: { accountId, function: name },
          idempotencyKey,
        }),
    });
  const end = (member: Member) =>
    void form.act({
      content: [member.account.id, member.function, 'end'],
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/functions/end', {
          params: { id: incident.id },
          body: { accountId: member.account.id, function: member.function },
          idempotencyKey,
        }),
    });

  return (
    <Card
      title={say('incidents.people.title')}
      note={persons > 0 && say('incidents.people.count', { count: persons })}
      isTight
      actions={
        mayAssign && (
          <Button size="small" kind="plain" icon={IconUserPlus} onClick={() => setGiving(true)}>
            {say('incidents.people.add')}
          </Button>
        )
      }
    >
      {members.length === 0 && <p className="m-second m-people-none">{say('incidents.people.none')}</p>}
      <ul className="m-people">
        {members.map((member) => (
          <li key={`${member.account.id} ${member.function}`}>
            <Avatar name={member.account.name} tint={member.account.id} />
            <span className="m-people-name">
              <span className="m-strong">{member.account.name}</span>{' '}
              <span className="m-second">{say(`terms.function.${member.function}`)}</span>
            </span>
            {mayRelieve && (
              <Menu
                label={say('incidents.people.acts', { name: member.account.name })}
                groups={[
                  {
                    entries: [
                      ...(member.function !== 'commander' && mayAssign
                        ? [
                            {
                              id: 'commander',
                              label: say('incidents.people.make-commander'),
                              onChoose: () => give(member.account.id, 'commander'),
                            },
                          ]
                        : []),
                      {
                        id: 'end',
                        label: say('incidents.people.end', { name: say(`terms.function.${member.function}`) }),
                        onChoose: () => end(member),
                      },
                    ],
                  },
                ]}
              >
                <IconButton icon={IconDots} label={say('incidents.people.acts', { name: member.account.name })} />
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {mayAssign && !isCommander && (
        <div className="m-people-end">
          <Button size="small" isBusy={form.busy} onClick={() => give(me.id, 'commander')}>
            {say(incident.commander === null ? 'incidents.people.command' : 'incidents.people.take-over')}
          </Button>
        </div>
      )}
      <Refusal problem={form.problem} />
      {isGiving && (
        <Suspense fallback={null}>
          <GiveFunctionDialog incident={incident} onClose={() => setGiving(false)} />
        </Suspense>
      )}
    </Card>
  );
}
