import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Page } from '../../../../ui/page.tsx';
import { Table } from '../../../../ui/table.tsx';
import { SignatureForm } from '../forms/signature.form.tsx';
import { TemplateForm } from '../forms/template.form.tsx';
import { type MessageSignature, type MessageTemplate, signaturesQuery, templatesQuery } from '../queries.ts';

/** Prepared texts of mails and the team's signature, each in both languages. */
export function MailTemplatesPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const templates = useQuery(templatesQuery);
  const signatures = useQuery(signaturesQuery);
  const [editing, setEditing] = useState<MessageTemplate | 'new' | null>(null);
  const [signing, setSigning] = useState<MessageSignature | null>(null);
  return (
    <Page
      title={say('correspondence.templates.title')}
      note={templates.data && say('platform.list.count', { count: templates.data.items.length })}
      actions={
        may('correspondence.create-template') && (
          <Button kind="primary" icon={IconPlus} onClick={() => setEditing('new')}>
            {say('correspondence.templates.add')}
          </Button>
        )
      }
    >
      <Card isTight title={say('correspondence.templates.list')}>
        {templates.data === undefined && <Waiting query={templates} />}
        {templates.data !== undefined && (
          <Table
            heads={[
              say('correspondence.templates.name'),
              say('correspondence.field.purpose'),
              say('correspondence.templates.origin'),
            ]}
            acts={say('platform.table.acts')}
          >
            {templates.data.items.map((template) => (
              <tr key={template.key}>
                <td data-main="true" className="m-strong">
                  {template.name[locale]}
                </td>
                <td>{say(`terms.message.purpose.${template.purpose}`)}</td>
                <td>
                  {template.isReady ? say('correspondence.templates.ready') : say('correspondence.templates.own')}
                  {template.changedBy !== null && (
                    <span className="m-second">
                      {' '}
                      {say('correspondence.templates.changed', { name: template.changedBy.name })}
                    </span>
                  )}{' '}
                  {template.isRetired && <Chip>{say('correspondence.templates.retired')}</Chip>}
                </td>
                <td data-end="true">
                  {template.can.change && (
                    <Button
                      size="small"
                      aria-label={say('correspondence.templates.change-named', { name: template.name[locale] })}
                      onClick={() => setEditing(template)}
                    >
                      {say('correspondence.templates.change')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <Card isTight title={say('correspondence.signature.title')}>
        {signatures.data === undefined && <Waiting query={signatures} />}
        {signatures.data !== undefined && (
          <Table
            heads={[say('correspondence.field.language'), say('correspondence.signature.text')]}
            acts={say('platform.table.acts')}
          >
            {signatures.data.items.map((signature) => (
              <tr key={signature.locale}>
                <td className="m-strong" lang={signature.locale}>
                  {signature.locale === 'ja' ? '日本語' : 'English'}
                </td>
                <td data-wide="true">
                  <div className="m-typed" lang={signature.locale}>
                    {signature.text}
                  </div>
                </td>
                <td data-end="true">
                  {may('correspondence.change-signature') && (
                    <Button size="small" onClick={() => setSigning(signature)}>
                      {say('correspondence.templates.change')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      {editing !== null && (
        <Dialog
          title={editing === 'new' ? say('correspondence.templates.add') : editing.name[locale]}
          isOpen
          size={720}
          onClose={() => setEditing(null)}
        >
          <TemplateForm template={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
        </Dialog>
      )}
      {signing !== null && (
        <Dialog title={say('correspondence.signature.title')} isOpen size={560} onClose={() => setSigning(null)}>
          <SignatureForm signature={signing} onClose={() => setSigning(null)} />
        </Dialog>
      )}
    </Page>
  );
}
