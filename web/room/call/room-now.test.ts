import type { Call, CallPhase } from '@parley/core/call/call.ts';
import type { Room, RoomState } from '@parley/core/conversation/room.ts';
import { describe, expect, it } from 'vitest';
import type { CallSession } from '../../live/call/call-session.ts';
import { roomNow } from './room-now.ts';

function roomIn(state: RoomState): Room {
  return {
    ...{ id: 'room', way: 'sms', origin: 'link-room', agentId: 'alex', agentName: 'Alex' },
    ...{ firstVideo: 'both', isRecorded: false, camera: 'front', reference: null, createdAt: 0 },
    ...{ codeUntil: 900, until: 900, agentIn: true, guest: { state: 'away' }, delivery: 'sent' },
    state,
  };
}

const OPEN = roomIn({ name: 'disconnected', since: 5, isOpen: true });
const CLOSED = roomIn({ name: 'disconnected', since: 5, isOpen: false });

function callIn(phase: CallPhase): Call {
  // Only its phase and its id are looked at.
  return { id: 'call', phase } as Call;
}

const endedBy = (reason: Extract<CallPhase, { name: 'ended' }>['reason'], talkMs: number): Call =>
  callIn({ name: 'ended', at: 9, since: 9, reason, talkMs } as CallPhase);

const NONE = { at: 'none' } as const;

describe('The room in this page', () => {
  it('shows the call that this page carries, whatever else is known', () => {
    const session = {} as CallSession;
    const view = { room: CLOSED, call: null };
    expect(roomNow({ loaded: false, view }, { at: 'live', session }, 'room')).toEqual({
      at: 'call',
      session,
    });
  });

  it('waits for history before it says that anything is over', () => {
    expect(roomNow({ loaded: false, view: { room: null, call: null } }, NONE, 'room').at).toBe(
      'opening',
    );
  });

  it('waits for a call that goes on to be taken up', () => {
    const call = callIn({ name: 'queued', since: 1 } as CallPhase);
    expect(roomNow({ loaded: true, view: { room: OPEN, call } }, NONE, 'room').at).toBe('opening');
  });

  it.each([
    { reason: 'customer-ended', talkMs: 5_000, how: 'left' },
    { reason: 'abandoned', talkMs: 0, how: 'left' },
    { reason: 'agent-ended', talkMs: 5_000, how: 'ended' },
    { reason: 'conversation-completed', talkMs: 0, how: 'closed' },
  ] as const)('says how a call that $reason was left: $how', ({ reason, talkMs, how }) => {
    const view = { room: OPEN, call: endedBy(reason, talkMs) };
    expect(roomNow({ loaded: true, view }, NONE, 'room')).toEqual({
      ...{ at: 'over', how, canRejoin: true, callId: 'call' },
    });
  });

  it('leads back in only while its own room is open', () => {
    const call = endedBy('agent-ended', 5_000);
    const seen = (room: Room | null) =>
      roomNow({ loaded: true, view: { room, call } }, NONE, 'room');
    expect(seen(CLOSED)).toMatchObject({ at: 'over', canRejoin: false });
    expect(seen(null)).toMatchObject({ at: 'over', canRejoin: false });
    expect(seen({ ...OPEN, id: 'another' })).toMatchObject({ at: 'over', canRejoin: false });
    expect(seen(roomIn({ name: 'cancelled', at: 9 }))).toMatchObject({ canRejoin: false });
  });
});
