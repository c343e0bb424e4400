import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import type { Workplace } from '../frame/workplace.ts';
import settings from '../settings/Settings.module.css';
import styles from './Invite.module.css';
import { inviteWords } from './invite-words.ts';
import type { InviteAsked } from './invites.ts';
import { LinkTab } from './LinkTab.tsx';
import { SentBySms, type SmsSent } from './SentBySms.tsx';
import { SmsForm } from './SmsForm.tsx';

type Props = {
  readonly workplace: Workplace;
  readonly asked: InviteAsked;
  readonly onClose: () => void;
};

const W = inviteWords;

/** Brings somebody to this agent who is not in a chat: by SMS (L2), or by a link of the agent's own (E14). */
export function InviteDialog({ workplace, asked, onClose }: Props) {
  const [tab, setTab] = useState<'sms' | 'link'>('sms');
  const [sent, setSent] = useState<SmsSent | null>(null);

  function toConversation(conversationId: string): void {
    workplace.selection.select(conversationId);
    onClose();
  }

  return (
    <Dialog title={W.title} onClose={onClose} size="lg">
      <Tabs
        classNames={{
          list: settings.tabs ?? '',
          tab: settings.tab ?? '',
          panel: styles.panel ?? '',
        }}
        keepMounted={false}
        value={tab}
        onChange={(chosen) => setTab(chosen === 'link' ? 'link' : 'sms')}
      >
        <Tabs.List aria-label={W.title}>
          <Tabs.Tab value="sms">{W.tabs.sms}</Tabs.Tab>
          <Tabs.Tab value="link">{W.tabs.link}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sms">
          {sent === null ? (
            <SmsForm workplace={workplace} asked={asked} onSent={setSent} />
          ) : (
            <SentBySms
              workplace={workplace}
              sent={sent}
              onAnother={() => setSent(null)}
              onOpen={() => toConversation(sent.conversationId)}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="link">
          <LinkTab workplace={workplace} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
