import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, Sections } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconDots, IconDownload } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { DescribeFileForm, WithdrawFileForm } from '../forms/change-file.form.tsx';
import { shortType, typeName } from '../names.format.ts';
import { type AttachedFile, contentLink, filesQuery, pictureLink } from '../queries.ts';
import { FileIntake } from './file-intake.tsx';
import { Picture } from './picture.tsx';
import './attachments.css';

type Asked = { readonly what: 'describe' | 'withdraw' | 'picture'; readonly file: AttachedFile };

/** All files of a record: drop, paste or choose; keep, describe, withdraw. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const list = useQuery(filesQuery(subject.id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [showsWithdrawn, setShowsWithdrawn] = useState(false);
  const files = list.data?.items ?? [];
  const current = files.filter(({ withdrawn }) => withdrawn === null);
  const withdrawn = files.filter((one) => one.withdrawn !== null);
  const mayAdd = subject.can.annotate && may('attachments.add');
  const close = () => setAsked(null);
  const row = (file: AttachedFile) => <FileRow key={file.id} file={file} onAsk={(what) => setAsked({ what, file })} />;
  return (
    <>
      <FileIntake subjectId={subject.id} mayAdd={mayAdd}>
        {(choose) => (
          <Card
            title={say('attachments.title')}
            note={current.length > 0 && say('attachments.list.count', { count: current.length })}
            isTight
            actions={choose}
          >
            {list.data === undefined && <Waiting query={list} />}
            {list.data !== undefined && current.length === 0 && (
              <Empty>{say(mayAdd ? 'attachments.list.empty' : 'attachments.list.empty-reader')}</Empty>
            )}
            <ul className="m-files">{current.map(row)}</ul>
            {mayAdd && current.length > 0 && <p className="m-files-hint m-second">{say('attachments.add.hint')}</p>}
            {showsWithdrawn && <ul className="m-files">{withdrawn.map(row)}</ul>}
            {withdrawn.length > 0 && (
              <div className="m-files-more">
                <Button
                  kind="plain"
                  size="small"
                  aria-expanded={showsWithdrawn}
                  onClick={() => setShowsWithdrawn(!showsWithdrawn)}
                >
                  {say('attachments.list.withdrawn', { count: withdrawn.length })}
                </Button>
              </div>
            )}
            <Dialog title={asked?.file.name ?? ''} isOpen={asked?.what === 'describe'} onClose={close}>
              {asked !== null && <DescribeFileForm file={currentOf(files, asked.file)} onClose={close} />}
            </Dialog>
            <Dialog
              title={say('attachments.withdraw.title', { name: asked?.file.name ?? '' })}
              isOpen={asked?.what === 'withdraw'}
              onClose={close}
            >
              {asked !== null && <WithdrawFileForm file={currentOf(files, asked.file)} onClose={close} />}
            </Dialog>
            <Dialog title={asked?.file.name ?? ''} isOpen={asked?.what === 'picture'} onClose={close} size={1100}>
              {asked !== null && (
                <img className="m-picture-large" src={pictureLink(asked.file.id)} alt={asked.file.name} />
              )}
            </Dialog>
          </Card>
        )}
      </FileIntake>
      <Sections subject={subject} place="files" />
    </>
  );
}

const currentOf = (files: readonly AttachedFile[], file: AttachedFile) =>
  files.find(({ id }) => id === file.id) ?? file;

type RowProps = { readonly file: AttachedFile; readonly onAsk: (what: Asked['what']) => void };

function FileRow({ file, onAsk }: RowProps) {
  const { say } = useSay();
  const { may } = useMe();
  const { withdrawn } = file;
  const type = typeName(file.mediaType);
  return (
    <li className="m-file" data-withdrawn={withdrawn !== null}>
      <Picture file={file} onOpen={() => onAsk('picture')} />
      <div className="m-file-words">
        <div className="m-file-name m-strong m-typed">{file.name}</div>
        {file.description !== '' && <p className="m-typed">{file.description}</p>}
        <div className="m-second">
          {type === null ? shortType(file.mediaType) : say(`attachments.type.${type}`)}
          {' ・ '}
          <span className="m-whole">{fileSize(file.size)}</span>
          {' ・ '}
          <Moment at={file.addedAt} as="short" /> {file.addedBy.name} <MergedFrom from={file.mergedFrom} />
          {file.origin !== 'upload' && (
            <>
              {' '}
              <Chip>{say(`attachments.origin.${file.origin}`)}</Chip>
            </>
          )}
        </div>
        <div className="m-file-hash m-second">
          {say('attachments.field.hash')} <span className="m-mono">{file.sha256}</span>
        </div>
        {withdrawn !== null && (
          <div className="m-second">
            {say('attachments.field.withdrawn')} <Moment at={withdrawn.at} as="short" /> {withdrawn.by.name} ・
            <span className="m-typed">{withdrawn.reason}</span>
          </div>
        )}
      </div>
      <span className="m-file-acts">
        {may('attachments.download') && (
          <a
            className="m-button"
            data-kind="outline"
            data-size="small"
            href={contentLink(file.id)}
            download={file.name}
            aria-label={say('attachments.download.name', { name: file.name })}
          >
            <IconDownload size={16} stroke={1.75} />
            {say('attachments.download.act')}
          </a>
        )}
        {file.can.change && may('attachments.describe') && (
          <Menu
            label={say('attachments.more.act', { name: file.name })}
            groups={[
              {
                entries: [
                  { id: 'describe', label: say('attachments.describe.act'), onChoose: () => onAsk('describe') },
                  { id: 'withdraw', label: say('attachments.withdraw.act'), onChoose: () => onAsk('withdraw') },
                ],
              },
            ]}
          >
            <IconButton icon={IconDots} label={say('attachments.more.act', { name: file.name })} />
          </Menu>
        )}
      </span>
    </li>
  );
}
