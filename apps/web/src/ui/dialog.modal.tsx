import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import './dialog.css';
import { Modal } from '@mantine/core';
import { useEffect, useId } from 'react';
import { useSay } from '../shared/language.ts';
import type { DialogProps } from './dialog.tsx';

/** The dialogs that are open, the one on top last. */
const openDialogs: string[] = [];

/** The dialog itself, with its focus trap and its way back. */
export function ModalDialog({ title, isOpen, onClose, size = 480, isUrgent, children }: DialogProps) {
  const { say } = useSay();
  const ownId = useId();
  useEffect(() => {
    if (!isOpen) return;
    openDialogs.push(ownId);
    return () => {
      openDialogs.splice(openDialogs.indexOf(ownId), 1);
    };
  }, [ownId, isOpen]);
  // Escape reaches every open dialog; only the one on top may go, for a confirmation may be asked above a form.
  const close = () => {
    if (openDialogs.at(-1) === ownId) onClose();
  };
  return (
    <Modal.Root
      id={ownId}
      opened={isOpen}
      onClose={close}
      size={size}
      centered
      zIndex={isUrgent === true ? 320 : 300}
      lockScroll={false}
      closeOnClickOutside={false}
      transitionProps={{ transition: 'fade', duration: 120 }}
      classNames={{
        inner: 'm-dialog-inner',
        content: 'm-dialog',
        overlay: 'm-dialog-veil',
        title: 'm-dialog-title',
        close: 'm-dialog-close',
        body: 'm-dialog-body',
      }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="m-dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('platform.act.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
