import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words.ts';
import styles from './Dialog.module.css';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly children: ReactNode;
};

/** A dialog; the kit's own header would be a second banner of the page. */
export function Dialog({ title, onClose, size = 'md', children }: Props) {
  return (
    // The page never scrolls: locking it would only write a style element that the policy forbids.
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      centered
      lockScroll={false}
      transitionProps={{ duration: 100 }}
    >
      <Modal.Overlay className={styles.veil} backgroundOpacity={0} />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={words.close} />
        </div>
        <Modal.Body className={styles.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
