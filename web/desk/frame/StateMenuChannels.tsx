import { Menu } from '@mantine/core';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { CHANNELS, type Channel, type Presence } from '@parley/core/presence/presence.ts';
import type { Desk } from '../../live/desk.ts';
import { words } from '../words.ts';

type Props = {
  readonly desk: Desk;
  readonly presence: Presence | null;
  /** The installation lets a pause leave channels open (Q4). */
  readonly mayComeBackPartly: boolean;
  readonly ask: (asked: Promise<CommandAnswer>) => void;
};

/** What may reach the agent, channel by channel, and what of it a pause leaves open. */
export function StateMenuChannels({ desk, presence, mayComeBackPartly, ask }: Props) {
  const wish = presence?.wish;
  const isOn = (channel: Channel): boolean => presence?.channels[channel] ?? true;
  return (
    <>
      {wish?.state === 'paused' && mayComeBackPartly ? (
        <ComeBack
          own={CHANNELS.filter(isOn)}
          open={wish.open ?? []}
          onChange={(channels) => ask(desk.comeBack(channels))}
        />
      ) : null}
      <Menu.Divider />
      <Menu.Label>{words.state.channels}</Menu.Label>
      {CHANNELS.map((channel) => (
        <Menu.CheckboxItem
          key={channel}
          closeMenuOnClick={false}
          checked={isOn(channel)}
          onChange={(on) => ask(desk.switchChannel(channel, on))}
        >
          {words.state.channel[channel]}
        </Menu.CheckboxItem>
      ))}
    </>
  );
}

type ComeBackProps = {
  readonly own: readonly Channel[];
  readonly open: readonly Channel[];
  readonly onChange: (channels: readonly Channel[]) => void;
};

/** Only the agent's own channels; all of them together end the pause. */
function ComeBack({ own, open, onChange }: ComeBackProps) {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{words.state.comeBack}</Menu.Label>
      {own.map((channel) => (
        <Menu.CheckboxItem
          key={channel}
          closeMenuOnClick={false}
          checked={open.includes(channel)}
          onChange={(on) =>
            onChange(own.filter((one) => (one === channel ? on : open.includes(one))))
          }
        >
          {words.state.channel[channel]}
        </Menu.CheckboxItem>
      ))}
    </>
  );
}
