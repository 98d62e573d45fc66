import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress, useGo } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts, type Tone } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { Notice } from '../../../../ui/field.tsx';
import { IconDownload, IconPencil } from '../../../../ui/icons.ts';
import { Page } from '../../../../ui/page.tsx';
import { useClassNames } from '../classes.hook.ts';
import { playbookEditLink, playbookLink, playbooksLink } from '../links.ts';
import { listText } from '../list.format.ts';
import { Compared } from '../parts/compared.tsx';
import { PlaybookView } from '../parts/playbook-view.tsx';
import { type Edition, type Playbook, playbookQuery } from '../queries.ts';
import '../playbooks.css';

/** One version of a playbook, to read and to print. */
export function PlaybookPage() {
  const { say } = useSay();
  const { code = '' } = useParams({ strict: false });
  const version = useAddress().search.get('version') ?? undefined;
  const playbook = useQuery(playbookQuery(code, version));
  if (playbook.data !== undefined) return <Reading playbook={playbook.data} />;
  return (
    <Page title={say('playbooks.list.title')}>
      <Waiting query={playbook} />
      <p>
        <Link to={playbooksLink}>{say('playbooks.list.back')}</Link>
      </p>
    </Page>
  );
}

function Reading({ playbook }: { readonly playbook: Playbook }) {
  const { say, locale } = useSay();
  const go = useGo();
  const classes = useClassNames();
  const { code, label, definition, current, newer, can } = playbook;
  const save = () => downloadText(`${code}-${label}.json`, `${JSON.stringify({ code, label, definition }, null, 2)}\n`);
  return (
    <Page
      title={definition.title[locale]}
      note={say('playbooks.run.version', { label })}
      actions={
        <>
          <Button onClick={() => window.print()}>{say('playbooks.reading.print')}</Button>
          <Button icon={IconDownload} onClick={save}>
            {say('playbooks.export.act')}
          </Button>
          {can.edit && (
            <Button kind="primary" icon={IconPencil} onClick={() => go(playbookEditLink(code))}>
              {say('playbooks.edit.act')}
            </Button>
          )}
        </>
      }
    >
      {label !== current && (
        <Notice
          tone="amber"
          actions={<Link to={playbookLink(code)}>{say('playbooks.reading.current', { label: current })}</Link>}
        >
          {say('playbooks.reading.not-current')}
        </Notice>
      )}
      {newer !== null && can.edit && (
        <Notice tone="quiet" actions={<Link to={playbookEditLink(code)}>{say('playbooks.edit.act')}</Link>}>
          {say('playbooks.reading.newer', { label: newer })}
        </Notice>
      )}
      <Card title={say('playbooks.field.purpose')}>
        <p className="m-measure">{definition.purpose[locale]}</p>
        <Facts
          isStacked
          items={[
            definition.classes.length === 0
              ? null
              : {
                  label: say('playbooks.field.classes'),
                  value: listText(
                    definition.classes.map((one) => classes.get(one) ?? one),
                    locale,
                  ),
                },
            definition.source === '' ? null : { label: say('playbooks.field.source'), value: definition.source },
          ]}
        />
      </Card>
      <PlaybookView definition={definition} classes={classes} />
      <Versions playbook={playbook} />
    </Page>
  );
}

const tones = { 'in-force': 'green', planned: 'accent', past: 'neutral' } as const satisfies Record<
  Edition['state'],
  Tone
>;

function Versions({ playbook: { code, versions, label } }: { readonly playbook: Playbook }) {
  const { say } = useSay();
  const [compared, setCompared] = useState<string | null>(null);
  return (
    <Card title={say('playbooks.versions.title')} className="m-no-print" isTight>
      <ul className="m-versions">
        {versions.map((one) => (
          <li key={one.label}>
            <div className="m-row">
              <Link to={playbookLink(code, one.label)}>{say('playbooks.run.version', { label: one.label })}</Link>
              <Chip tone={tones[one.state]}>{say(`playbooks.versions.${one.state}`)}</Chip>
              <span className="m-second">
                {one.publishedBy === null
                  ? say('playbooks.origin.program')
                  : say('playbooks.versions.by', { name: one.publishedBy.name, date: one.effectiveOn })}
              </span>
              {one.label !== label && (
                <Button size="small" onClick={() => setCompared(one.label)}>
                  {say('playbooks.versions.compare', { label: one.label })}
                </Button>
              )}
            </div>
            {one.note !== null && <p className="m-second m-typed">{one.note}</p>}
          </li>
        ))}
      </ul>
      <Dialog
        title={say('playbooks.difference.title', { from: compared ?? '', to: label })}
        isOpen={compared !== null}
        onClose={() => setCompared(null)}
        size={720}
      >
        {compared !== null && <Compared code={code} from={compared} to={label} />}
      </Dialog>
    </Card>
  );
}
