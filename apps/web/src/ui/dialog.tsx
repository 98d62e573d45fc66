import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import './dialog.css';
import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useId } from 'react';
import { useSay } from '../shared/language.ts';

type DialogProps = {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  /** Above other dialogs. */
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
};

/** The dialogs that are open, the one on top last. */
const openDialogs: string[] = [];

/** A question or a short form over the page. Never for reading: what is to be read has a page. */
export function Dialog({ title, isOpen, onClose, size = 480, isUrgent, children }: DialogProps) {
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
    <Modal
      id={ownId}
      opened={isOpen}
      onClose={close}
      title={title}
      size={size}
      centered
      zIndex={isUrgent === true ? 320 : 300}
      lockScroll={false}
      closeOnClickOutside={false}
      transitionProps={{ transition: 'fade', duration: 120 }}
      closeButtonProps={{ 'aria-label': say('platform.act.close') }}
      classNames={{
        inner: 'm-dialog-inner',
        content: 'm-dialog',
        overlay: 'm-dialog-veil',
        header: 'm-dialog-head',
        title: 'm-dialog-title',
        close: 'm-dialog-close',
        body: 'm-dialog-body',
      }}
    >
      {children}
    </Modal>
  );
}
