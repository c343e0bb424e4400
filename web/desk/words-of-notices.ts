/** What notifications of the system say; the desk's worker says it too, where no page is. */
export const noticeWords = {
  answer: 'Accept',
  reject: 'Reject',
  kind: {
    audio: 'Web audio call',
    video: 'Web video call',
    screen: 'Screen share',
    chat: 'Chat',
    callback: 'Callback',
    room: 'Video room',
  },
  from: (kind: string, queue: string) => (queue === '' ? kind : `${kind} for ${queue}`),
  consult: (customer: string) => `Asks you about ${customer}`,
  transfer: (customer: string) => `Hands ${customer} over to you`,
  internal: { audio: 'Colleague calls you', video: 'Colleague calls you with video' },
  messages: (name: string, count: number) =>
    count === 1 ? `New message from ${name}` : `${count} new messages from ${name}`,
  colleague: 'Colleague',
  share: (name: string) => `${name} is sharing a screen`,
  notRejected:
    'It could not be rejected: the server was not reached. It goes on to somebody else by itself.',
  unavailable: 'This browser shows no system notifications: keep the desk in sight.',
} as const;
