import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { words } from '../words.ts';
import { PageNotice } from './PageNotice.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly failed: boolean };

/** A fault in drawing leaves a page that says so and the way back, never a blank one; calls resume after it. */
export class Mishap extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <PageNotice title={words.page.mishap} help={words.page.mishapHelp}>
        <Button onClick={() => location.reload()}>{words.page.reload}</Button>
      </PageNotice>
    );
  }
}
