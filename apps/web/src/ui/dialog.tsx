import { lazy, type ReactNode, Suspense, useState } from 'react';

export type DialogProps = {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: number;
  /** Above other dialogs. */
  readonly isUrgent?: boolean;
  readonly children: ReactNode;
};

const ModalDialog = lazy(async () => ({ default: (await import('./dialog.modal.tsx')).ModalDialog }));

/**
 * A question or a short form over the page. Never for reading: what is to be read has a page. Its code is fetched when
 * the first one opens.
 */
export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen);
  if (props.isOpen && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense fallback={null}>
      <ModalDialog {...props} />
    </Suspense>
  );
}
