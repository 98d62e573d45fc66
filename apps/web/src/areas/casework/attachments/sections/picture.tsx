import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconFile } from '../../../../ui/icons.ts';
import { type AttachedFile, pictureLink } from '../queries.ts';

/** What stands before the name of a file: a small picture where it is one, and what comes from outside only when asked for. */
export function Picture({ file, onOpen }: { readonly file: AttachedFile; readonly onOpen: () => void }) {
  const { say } = useSay();
  const [isShown, setShown] = useState(file.addedBy.kind === 'user');
  const [isBroken, setBroken] = useState(false);
  if (!file.hasPicture || isBroken)
    return (
      <span className="m-thumb" aria-hidden="true">
        <IconFile size={20} stroke={1.5} />
      </span>
    );
  if (!isShown)
    return (
      <Button kind="plain" size="small" className="m-thumb" onClick={() => setShown(true)}>
        {say('attachments.picture.show')}
      </Button>
    );
  return (
    <button
      type="button"
      className="m-thumb"
      aria-label={say('attachments.picture.large', { name: file.name })}
      onClick={onOpen}
    >
      <img src={pictureLink(file.id)} alt="" loading="lazy" onError={() => setBroken(true)} />
    </button>
  );
}
